import type { Words } from "../language/words.ts";
import { outlineOf } from "./outline.ts";

export const hashBits = 16;
const shift = 32 - hashBits;

/** Room for the features of the longest sentence (60 words, of which only the first 24 characters are cut up). */
export const mostHashed = 60 * 29 + 8;

const unigram = 0x2545f491;
const bigram = 0x1b873593;
const skipgram = 0x51ed270b;
const head = 0x7feb352d;
const characters = 0x68bc21eb;
const outline = 0x02e5be93;
const longestCutWord = 24;

const slotOf = (hash: number, kind: number): number => Math.imul(hash ^ kind, 0x9e3779b1) >>> shift;

/**
 * Writes the hashed features of words `from..to`: words, pairs, pairs with a gap, the sentence's head, and character
 * 4-grams of longer words. Returns how many there are.
 */
export function writeHashed(words: Words, from: number, to: number, out: Uint16Array): number {
  let count = 0;
  let before = 0x3c6ef372;
  let second = 0;
  let shape3 = 0;
  let shape2 = 0;
  let shape1 = 0x1f;
  for (let i = from; i < to; i += 1) {
    const hash = words.hashes[i] ?? 0;
    out[count++] = slotOf(hash, unigram);
    out[count++] = slotOf(Math.imul(before, 31) + hash, bigram);
    if (second !== 0) out[count++] = slotOf(Math.imul(second, 17) + hash, skipgram);
    second = before;
    before = hash;
    count = writeCharacters(words, i, out, count);
    const shape = outlineOf(words, i);
    const two = Math.imul(shape1, 33) + shape;
    const three = Math.imul(shape2, 1089) + two;
    out[count++] = slotOf(three, outline);
    if (shape3 !== 0) out[count++] = slotOf(Math.imul(shape3, 35_937) + three, outline + 1);
    shape3 = shape2;
    shape2 = shape1;
    shape1 = shape;
  }
  const first = words.hashes[from] ?? 0;
  out[count++] = slotOf(first, head);
  if (to > from + 1) out[count++] = slotOf(Math.imul(first, 31) + (words.hashes[from + 1] ?? 0), head + 1);
  return count;
}

function writeCharacters(words: Words, index: number, out: Uint16Array, start: number): number {
  const from = words.starts[index] ?? 0;
  const to = Math.min(words.ends[index] ?? 0, from + longestCutWord);
  if (to - from < 5) return start;
  let count = start;
  let window = 0x20;
  for (let i = from; i <= to; i += 1) {
    let code = i === to ? 0x20 : words.text.charCodeAt(i);
    if (code >= 0x41 && code <= 0x5a) code |= 0x20;
    // Four characters of eight bits each.
    window = (window << 8) | (code & 0xff);
    if (i - from >= 2) out[count++] = slotOf(window, characters);
  }
  return count;
}
