import { BloomFilter } from "./bloom.ts";
import type { Lexicon } from "./lexicon.ts";
import type { NameModel } from "./tagger.ts";

/** What the names recogniser needs to know, as trained by `sdk/models/names/train.ts`. */
export interface NameKnowledge {
  readonly lexicon: Lexicon;
  readonly model: NameModel;
}

const magic = "SPNAMES2";
const lists = [
  "names",
  "firstNames",
  "lastNames",
  "cities",
  "regions",
  "commonWords",
  "organisations",
  "demonyms",
  "things",
] as const satisfies readonly (keyof Lexicon)[];

/** Magic, scale, then each list and the weights, each with its length before it. Little-endian. */
export function encodeModel({ lexicon, model }: NameKnowledge): Uint8Array {
  const parts = [
    ...lists.map((list) => lexicon[list].bits),
    new Uint8Array(Int8Array.from(model.weights).buffer),
  ];
  const head = Buffer.alloc(magic.length + 8);
  head.write(magic, "latin1");
  head.writeDoubleLE(model.scale, magic.length);
  return Buffer.concat([
    head,
    ...parts.flatMap((part) => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(part.length);
      return [length, part];
    }),
  ]);
}

/** @throws {RangeError} when the file is cut short or of another kind. */
export function decodeModel(file: Uint8Array): NameKnowledge {
  const buffer = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (buffer.toString("latin1", 0, magic.length) !== magic) throw new RangeError("not a model of names");
  const scale = buffer.readDoubleLE(magic.length);
  let offset = magic.length + 8;
  const next = () => {
    const length = buffer.readUInt32LE(offset);
    const part = new Uint8Array(buffer.subarray(offset + 4, offset + 4 + length));
    if (part.length !== length) throw new RangeError("the model of names is cut short");
    offset += 4 + length;
    return part;
  };
  const lexicon = Object.fromEntries(
    lists.map((list) => [list, new BloomFilter(next())]),
  ) as unknown as Lexicon;
  return { lexicon, model: { scale, weights: new Int8Array(next().buffer) } };
}
