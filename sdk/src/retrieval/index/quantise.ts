import { blockRows, type Layout } from "./layout.ts";

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
  const { padded, blockBytes, firstBlock } = layout;
  const lane = row % blockRows;
  const block = firstBlock + ((row - lane) / blockRows) * blockBytes;
  return {
    bits: { at: block + layout.bits + lane * (padded / 8), bytes: padded / 8 },
    codes: { at: block + layout.codes + lane * padded, bytes: padded },
    scale: { at: block + layout.scales + lane * 4, bytes: 4 },
    vector: { at: block + layout.vectors + lane * padded * 4, bytes: layout.resident ? padded * 4 : 0 },
  };
}

/** Writes a row's sign bits, its int8 codes with their scale, and the vector itself where it is resident. */
export function writeRow(views: MemoryViews, layout: Layout, row: number, vector: Float32Array): void {
  const parts = partsOf(layout, row);
  const scale = largest(vector) / 127;
  const factor = 1 / scale;
  writeBits(views.bytes, parts.bits.at, vector);
  for (let index = 0; index < vector.length; index++) {
    views.codes[parts.codes.at + index] = Math.round(vector[index]! * factor);
  }
  views.floats[parts.scale.at / 4] = scale;
  if (layout.resident) views.floats.set(vector, parts.vector.at / 4);
}

/** A copy of a row's vector, which must be resident. */
export function rowVector({ floats }: MemoryViews, layout: Layout, row: number): Float32Array {
  const { at } = partsOf(layout, row).vector;
  return floats.slice(at / 4, at / 4 + layout.dimension);
}

/** Overwrites all that a row holds with zeros. */
export function eraseRow(views: MemoryViews, layout: Layout, row: number): void {
  for (const { at, bytes } of Object.values(partsOf(layout, row))) views.bytes.fill(0, at, at + bytes);
}

/** Copies all that a row holds from another memory of the same layout. */
export function copyRow(
  to: MemoryViews,
  row: number,
  from: MemoryViews,
  source: number,
  layout: Layout,
): void {
  const target = partsOf(layout, row);
  const origin = partsOf(layout, source);
  for (const part of ["bits", "codes", "scale", "vector"] as const) {
    const { at, bytes } = origin[part];
    to.bytes.set(from.bytes.subarray(at, at + bytes), target[part].at);
  }
}

/** Writes the query in the four forms that the kernel's stages compare with. */
export function writeQuery(views: MemoryViews, layout: Layout, query: Float32Array): void {
  const { padded } = layout;
  const factor = 1 / largest(query);
  views.floats.fill(0, layout.query / 4, layout.query / 4 + padded);
  views.floats.set(query, layout.query / 4);
  // The products of int8 and these numbers must not overflow 32 bits in any sum.
  const widest = Math.min(4095, Math.floor(2 ** 30 / (padded * 127)));
  views.words.fill(0, layout.queryWords / 2, layout.queryWords / 2 + padded);
  views.bytes.fill(0, layout.queryBits, layout.queryBits + padded / 8);
  views.bytes.fill(0, layout.queryPlanes, layout.queryPlanes + padded / 2);
  writeBits(views.bytes, layout.queryBits, query);
  for (let index = 0; index < query.length; index++) {
    const share = query[index]! * factor;
    views.words[layout.queryWords / 2 + index] = Math.round(share * widest);
    const number = Math.round(share * 7) + 8;
    const byte = layout.queryPlanes + (index >> 6) * 32 + ((index & 63) >> 3);
    const mask = 1 << (index & 7);
    for (let plane = 0; plane < 4; plane++) {
      if ((number >> plane) & 1) views.bytes[byte + plane * 8]! |= mask;
    }
  }
}

function writeBits(bytes: Uint8Array, at: number, vector: Float32Array): void {
  for (let index = 0; index < vector.length; index += 8) {
    let byte = 0;
    for (let bit = 0; bit < 8 && index + bit < vector.length; bit++) {
      if (vector[index + bit]! > 0) byte |= 1 << bit;
    }
    bytes[at + (index >> 3)] = byte;
  }
}

function largest(vector: Float32Array): number {
  let most = 0;
  for (let index = 0; index < vector.length; index++) {
    const size = Math.abs(vector[index]!);
    if (size > most) most = size;
  }
  return most;
}
