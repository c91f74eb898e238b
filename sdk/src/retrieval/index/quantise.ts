import type { Layout } from "./layout.ts";

/** Views of a tenant's memory, made anew whenever it has grown. */
export interface MemoryViews {
  readonly bytes: Uint8Array;
  readonly codes: Int8Array;
  readonly words: Int16Array;
  readonly integers: Uint32Array;
  readonly floats: Float32Array;
}

export function viewMemory(buffer: SharedArrayBuffer): MemoryViews {
  return {
    bytes: new Uint8Array(buffer),
    codes: new Int8Array(buffer),
    words: new Int16Array(buffer),
    integers: new Uint32Array(buffer),
    floats: new Float32Array(buffer),
  };
}

/** Where the parts of a row lie, in bytes. */
export function partsOf(layout: Layout, row: number) {
  const { padded, blockRows, blockBytes, firstBlock } = layout;
  const lane = row % blockRows;
  const block = firstBlock + ((row - lane) / blockRows) * blockBytes;
  return {
    bits: { at: block + layout.bits + lane * (padded / 8), bytes: padded / 8 },
    codes: { at: block + layout.codes + lane * padded, bytes: padded },
    scale: { at: block + layout.scales + lane * 4, bytes: 4 },
    vector: { at: block + layout.vectors + lane * padded * 4, bytes: layout.resident ? padded * 4 : 0 },
  };
}

/** A copy of a row's vector; as its codes tell it when the vector itself is not resident. */
export function rowVector({ floats, codes }: MemoryViews, layout: Layout, row: number): Float32Array {
  const { dimension, resident } = layout;
  const { vector, codes: coded, scale } = partsOf(layout, row);
  if (resident) return floats.slice(vector.at / 4, vector.at / 4 + dimension);
  const factor = floats[scale.at / 4]!;
  return Float32Array.from(codes.subarray(coded.at, coded.at + dimension), (code) => code * factor);
}

/** Overwrites all that a row holds with zeros. */
export function eraseRow(views: MemoryViews, layout: Layout, row: number): void {
  for (const { at, bytes } of Object.values(partsOf(layout, row))) views.bytes.fill(0, at, at + bytes);
}

/** Where a row lies. */
export interface RowPlace {
  readonly views: MemoryViews;
  readonly layout: Layout;
  readonly row: number;
}

/** Copies all that a row holds from another memory for vectors of the same kind. */
export function copyRow(to: RowPlace, from: RowPlace): void {
  const target = partsOf(to.layout, to.row);
  const origin = partsOf(from.layout, from.row);
  for (const part of ["bits", "codes", "scale", "vector"] as const) {
    const { at, bytes } = origin[part];
    to.views.bytes.set(from.views.bytes.subarray(at, at + bytes), target[part].at);
  }
}
