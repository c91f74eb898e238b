import type { NormalText } from "./normalise.ts";

/** A run is found by its first characters, or by all of them when it has fewer. */
const keyLength = 8;

/**
 * Finds runs of whole words in texts that are added one by one, without looking through the texts. Every word
 * start is entered under the next eight characters, and under each run of words that is shorter than that.
 */
export class WordIndex {
  readonly #texts: NormalText[] = [];
  #heads = new Int32Array(1 << 12).fill(-1);
  #hashes = new Int32Array(1 << 12);
  #next = new Int32Array(1 << 12);
  #text = new Int32Array(1 << 12);
  #at = new Int32Array(1 << 12);
  #size = 0;

  /** Texts are named by numbers, from 0 on. */
  add(text: NormalText): void {
    const number = this.#texts.push(text) - 1;
    const { compact, gaps } = text;
    for (let at = 0; at < compact.length; at++) {
      if (gaps[at] === 0) continue;
      let hash = seed;
      const end = Math.min(at + keyLength, compact.length);
      for (let index = at; index < end; index++) {
        hash = mix(hash, compact.charCodeAt(index));
        const length = index + 1 - at;
        if (length === keyLength || (gaps[index + 1] as number) > 0) this.#enter(hash, number, at);
      }
    }
  }

  text(number: number): NormalText {
    return this.#texts[number] as NormalText;
  }

  /** Where runs begin that may be like the value's from `from` to `to`; text by text. */
  *places(value: NormalText, from: number, to: number): Generator<readonly [text: number, at: number]> {
    let hash = seed;
    const end = Math.min(from + keyLength, to);
    for (let index = from; index < end; index++) hash = mix(hash, value.compact.charCodeAt(index));
    let entry = this.#heads[hash & (this.#heads.length - 1)] as number;
    for (; entry !== -1; entry = this.#next[entry] as number) {
      if (this.#hashes[entry] !== hash) continue;
      yield [this.#text[entry] as number, this.#at[entry] as number];
    }
  }

  #enter(hash: number, text: number, at: number): void {
    if (this.#size === this.#next.length) this.#grow();
    const entry = this.#size++;
    this.#hashes[entry] = hash;
    this.#text[entry] = text;
    this.#at[entry] = at;
    this.#link(entry);
  }

  #link(entry: number): void {
    const bucket = (this.#hashes[entry] as number) & (this.#heads.length - 1);
    this.#next[entry] = this.#heads[bucket] as number;
    this.#heads[bucket] = entry;
  }

  #grow(): void {
    this.#hashes = doubled(this.#hashes);
    this.#next = doubled(this.#next);
    this.#text = doubled(this.#text);
    this.#at = doubled(this.#at);
    this.#heads = new Int32Array(this.#next.length).fill(-1);
    for (let entry = 0; entry < this.#size; entry++) this.#link(entry);
  }
}

/** Another one in every process, so that nobody can write texts whose words all share one chain. */
const seed = (Math.random() * 0x7fffffff) | 0;

/** Murmur3's round. */
function mix(hash: number, unit: number): number {
  let mixed = Math.imul(unit, 0xcc9e2d51);
  mixed = Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
  const next = hash ^ mixed;
  return (Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64) | 0;
}

function doubled(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
