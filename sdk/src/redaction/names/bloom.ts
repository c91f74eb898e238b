import { hash } from "./hash.ts";

/** A set of words that says yes to every member and, about once in a hundred, to another (Bloom, 1970). */
export class BloomFilter {
  readonly bits: Uint8Array;

  constructor(bits: Uint8Array) {
    this.bits = bits;
  }

  /** Ten bits a word make one false yes in a hundred. */
  static of(words: readonly string[]): BloomFilter {
    const filter = new BloomFilter(new Uint8Array(Math.ceil((words.length * 10) / 8)));
    for (const word of words)
      for (const place of filter.#places(word))
        filter.bits[place >>> 3] = (filter.bits[place >>> 3] as number) | (1 << (place & 7));
    return filter;
  }

  has(word: string): boolean {
    return this.hasHashed(hash(word), hash(word, secondSeed) | 1);
  }

  /** For a word that several sets are asked about: with its two hashes. */
  hasHashed(first: number, second: number): boolean {
    const { bits } = this;
    const size = bits.length * 8;
    for (let turn = 0; turn < hashes; turn++) {
      const bit = ((first + Math.imul(turn, second)) >>> 0) % size;
      if (((bits[bit >>> 3] as number) & (1 << (bit & 7))) === 0) return false;
    }
    return true;
  }

  *#places(word: string): Generator<number> {
    const first = hash(word);
    const second = hash(word, secondSeed) | 1;
    for (let turn = 0; turn < hashes; turn++)
      yield ((first + Math.imul(turn, second)) >>> 0) % (this.bits.length * 8);
  }
}

const hashes = 7;
/** Starts the second of the two hashes from which the others are made (Kirsch and Mitzenmacher, 2006). */
export const secondSeed = 0x9747b28c;
