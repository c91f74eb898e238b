import type { Storage } from "../storage/index.ts";
import type { Pause } from "./index/pause.ts";
import { readTexts } from "./read-chunks.ts";

/** The words of a text, as search compares them: folded, without marks and punctuation. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]{1,64}/gu) ?? []
  );
}

const mostPerChunk = 255;
const batch = 500;

/**
 * Which words the chunks of a tenant hold. A chunk is added when somebody who may read it first searches by words:
 * no search opens a text that its reader may not read, and none is told anything about such a text.
 */
export class Lexicon {
  readonly #storage: Storage;
  readonly #numbers = new Map<string, number>();
  /** By chunk: how many words, then each word's number and count in one integer, rising. */
  readonly #chunks = new Map<number, Float64Array>();

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** A word's number; 0 for one that no chunk holds. */
  numberOf(word: string): number {
    return this.#numbers.get(word) ?? 0;
  }

  /** Reads the chunks that are new to the lexicon. */
  async add(chunks: Iterable<number>, pause: Pause): Promise<void> {
    const missing: number[] = [];
    for (const chunk of chunks) if (!this.#chunks.has(chunk)) missing.push(chunk);
    for (let from = 0; from < missing.length; from += batch) {
      const texts = await readTexts(this.#storage, missing.slice(from, from + batch));
      for (const [chunk, text] of texts) this.#chunks.set(chunk, this.#entryFor(text));
      await pause();
    }
  }

  forget(chunk: number): void {
    this.#chunks.delete(chunk);
  }

  /** How many words the chunk has; 0 for a chunk that is gone. */
  lengthOf(chunk: number): number {
    return this.#chunks.get(chunk)?.[0] ?? 0;
  }

  /** How often the chunk holds a word, up to 255 times. */
  countOf(chunk: number, word: number): number {
    const entry = this.#chunks.get(chunk);
    if (entry === undefined || word === 0) return 0;
    let low = 1;
    let high = entry.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = Math.floor(entry[middle]! / (mostPerChunk + 1));
      if (found === word) return entry[middle]! % (mostPerChunk + 1);
      if (found < word) low = middle + 1;
      else high = middle - 1;
    }
    return 0;
  }

  #entryFor(text: string): Float64Array {
    const words = wordsOf(text);
    const counts = new Map<number, number>();
    for (const word of words) {
      const known = this.#numbers.get(word);
      const number = known ?? this.#numbers.size + 1;
      if (known === undefined) this.#numbers.set(word, number);
      counts.set(number, Math.min(mostPerChunk, (counts.get(number) ?? 0) + 1));
    }
    const packed = [...counts]
      .map(([number, count]) => number * (mostPerChunk + 1) + count)
      .sort((a, b) => a - b);
    return Float64Array.of(words.length, ...packed);
  }
}
