import { hash } from "./hash.ts";
import { joints } from "./joints.ts";
import {
  bitsOf,
  bitsOfPhrase,
  inCommonWords,
  inFirstNames,
  inLastNames,
  inNames,
  inRegions,
  type Lexicon,
} from "./lexicon.ts";
import {
  codeSigns,
  densityAround,
  nowhere,
  type Surroundings,
  signAfter,
  signBefore,
} from "./surroundings.ts";
import type { Token } from "./tokens.ts";

/** What its letters and the lists say of a word. */
interface Known {
  readonly lower: string;
  readonly shape: string;
  readonly bits: number;
  readonly opensSentence: boolean;
  /** Hashes of the word and of its shape, to be mixed into features. */
  readonly wordHash: number;
  readonly shapeHash: number;
}

/** A token with what is known of it, and where it stands. */
export interface Word extends Known, Surroundings {}

export function wordsOf(text: string, tokens: readonly Token[], lexicon: Lexicon): readonly Word[] {
  const known = new Map<string, Known>();
  let signsOfCode = 0;
  let plainWords = 0;
  const words = tokens.map((token) => {
    const key = token.opensSentence ? `^${token.text}` : token.text;
    let word = known.get(key);
    if (word === undefined) {
      word = wordOf(token.text, token.opensSentence, lexicon);
      known.set(key, word);
    }
    if (word.shape === "xx") plainWords++;
    else if (codeSigns.has(word.shape)) signsOfCode++;
    // Written out: spreading an object for every token takes five times as long.
    return {
      lower: word.lower,
      shape: word.shape,
      bits: word.bits,
      opensSentence: word.opensSentence,
      wordHash: word.wordHash,
      shapeHash: word.shapeHash,
      left: signBefore(text, token.start),
      right: signAfter(text, token.end),
      signsOfCode,
      plainWords,
    };
  });
  knowPhrases(words, lexicon);
  return words;
}

/** "Dead Sea" is known, and neither of its words is: what lists know of two or three words together counts for each. */
function knowPhrases(words: Word[], lexicon: Lexicon): void {
  for (const [index, { lower, shape }] of words.entries()) {
    if (shape[0] !== "X") continue;
    let phrase = lower;
    for (let last = index + 1; last <= index + 2 && isCapital(words[last]); last++) {
      phrase += ` ${words[last]?.lower}`;
      const bits = bitsOfPhrase(phrase, lexicon);
      if (bits === 0) continue;
      for (let at = index; at <= last; at++) {
        const word = words[at] as Word;
        words[at] = { ...word, bits: word.bits | bits };
      }
    }
  }
}

function isCapital(word: Word | undefined): boolean {
  return word?.shape[0] === "X";
}

function wordOf(text: string, opensSentence: boolean, lexicon: Lexicon): Known {
  const lower = withoutPossessive(text.toLowerCase());
  const shape = shapeOf(text);
  const bits = shape[0] === "x" || shape[0] === "X" ? bitsOf(lower, lexicon) : 0;
  return { lower, shape, bits, opensSentence, wordHash: hash(lower), shapeHash: hash(shape) };
}

function withoutPossessive(word: string): string {
  return word.endsWith("'s") || word.endsWith("’s") ? word.slice(0, -2) : word;
}

/** Upper and lower case, as far as it matters: `Xx`, `XX`, `X.`, `xx`, `Xx-Xx`, `xX`, a digit, the sign itself. */
function shapeOf(text: string): string {
  if (text === "") return "long";
  if (/^[a-z]+$/.test(text)) return "xx";
  if (/^[A-Z][a-z]+$/.test(text)) return "Xx";
  if (!/\p{L}/u.test(text)) return /\d/.test(text) ? "0" : text;
  if (/^(?:\p{Lu}\.)+$/u.test(text)) return "X.";
  if (/^\p{Lu}$/u.test(text)) return "X";
  if (/^[\p{Lu}'’-]+$/u.test(text)) return "XX";
  if (/^\p{Lu}[\p{Ll}\p{M}'’]+$/u.test(text)) return "Xx";
  // ThreeOrMoreWords in one name a type, not a person.
  if (/\p{Ll}\p{Lu}\p{L}*\p{Ll}\p{Lu}/u.test(text)) return "XxXx";
  if (/^\p{Lu}/u.test(text)) return /[-'’]/.test(text) ? "Xx-Xx" : "XxX";
  return /\p{Lu}/u.test(text) ? "xX" : "xx";
}

/** Whether a word can be part of a name at all: written with a capital, or a well-known name in lowercase. */
export function isCandidate({ shape, bits, lower }: Word): boolean {
  if (shape[0] === "X") return shape !== "XxXx";
  if (shape !== "xx" || lower.length < 3 || (bits & inCommonWords) !== 0) return false;
  return (bits & inRegions) !== 0 || ((bits & (inFirstNames | inLastNames)) !== 0 && (bits & inNames) !== 0);
}

/** What stands between names of one kind. */
export const listSigns: ReadonlySet<string> = new Set([",", "and", "or", "&"]);

export const outside: Word = {
  lower: "",
  shape: "",
  bits: 0,
  opensSentence: false,
  wordHash: 1,
  shapeHash: 1,
  ...nowhere,
};

/** The features of the word at `index`, as places in a weight table of `size` rows (a power of two). */
export function featuresOf(
  words: readonly Word[],
  index: number,
  previousTag: number,
  size: number,
): number[] {
  const word = words[index] as Word;
  const before = words[index - 1] ?? outside;
  const after = words[index + 1] ?? outside;
  const [runStart, runEnd] = runAround(words, index);
  const opener = words[runStart - 1] ?? outside;
  const follower = words[runEnd] ?? outside;
  const last = words[runEnd - 1] ?? outside;
  const first = words[runStart] ?? outside;
  const { bits, lower, wordHash, shapeHash } = word;
  const shape = word.opensSentence ? shapeHash + 1 : shapeHash;
  const place = Math.min(index - runStart, 3) * 8 + Math.min(runEnd - runStart, 5);
  const density = densityAround(words, index);
  const mask = size - 1;
  const features = [
    mix(1, 0, 0) & mask,
    mix(2, wordHash, 0) & mask,
    mix(3, shape, 0) & mask,
    mix(4, hash(lower.slice(0, 3)), 0) & mask,
    mix(5, hash(lower.slice(-2)), 0) & mask,
    mix(6, hash(lower.slice(-3)), 0) & mask,
    mix(7, hash(lower.slice(-4)), 0) & mask,
    mix(8, bits, 0) & mask,
    mix(9, bits, shape) & mask,
    mix(10, bits, before.bits) & mask,
    mix(11, bits, after.bits) & mask,
    mix(12, bits, mix(0, before.bits, after.bits)) & mask,
    mix(13, before.wordHash, 0) & mask,
    mix(14, after.wordHash, 0) & mask,
    mix(15, before.wordHash, (words[index - 2] ?? outside).wordHash) & mask,
    mix(16, after.wordHash, (words[index + 2] ?? outside).wordHash) & mask,
    mix(17, shapeHash, mix(0, before.shapeHash, after.shapeHash)) & mask,
    mix(18, previousTag, 0) & mask,
    mix(19, previousTag, shapeHash) & mask,
    mix(20, previousTag, bits) & mask,
    mix(21, opener.wordHash, 0) & mask,
    mix(22, opener.wordHash, (words[runStart - 2] ?? outside).wordHash) & mask,
    mix(23, opener.bits, bits) & mask,
    mix(24, follower.wordHash, 0) & mask,
    mix(25, follower.wordHash, (words[runEnd + 1] ?? outside).wordHash) & mask,
    mix(26, place, 0) & mask,
    mix(27, place, bits) & mask,
    mix(28, last.wordHash, 0) & mask,
    mix(29, last.bits, bits) & mask,
    mix(30, first.wordHash, 0) & mask,
    mix(31, first.bits, bits) & mask,
    // What it touches, and what stands around it, say whether it is prose, code or an address.
    mix(41, word.left, shapeHash) & mask,
    mix(42, word.right, shapeHash) & mask,
    mix(43, mix(0, word.left, word.right), bits) & mask,
    mix(44, mix(0, first.left, last.right), bits) & mask,
    mix(45, density, shapeHash) & mask,
    mix(46, density, bits) & mask,
  ];
  // One more for each list, so that what a rare combination of lists means can be put together.
  pushBits(features, 32, bits, mask);
  pushBits(features, 33, before.bits, mask);
  pushBits(features, 34, after.bits, mask);
  // Names stand in lists with others of their kind: "Egypt, Jordan and Lebanon".
  const earlier = listSigns.has(opener.lower) ? (words[runStart - 2] ?? outside) : outside;
  const later = listSigns.has(follower.lower) ? (words[runEnd + 1] ?? outside) : outside;
  features.push(mix(37, earlier.bits, bits) & mask, mix(38, later.bits, bits) & mask);
  pushBits(features, 39, earlier.bits, mask);
  pushBits(features, 40, later.bits, mask);
  return features;
}

function pushBits(features: number[], kind: number, bits: number, mask: number): void {
  for (let rest = bits; rest !== 0; rest &= rest - 1) features.push(mix(kind, rest & -rest, 0) & mask);
}

/** Mixes three numbers into 32 bits (after MurmurHash3). */
function mix(kind: number, a: number, b: number): number {
  let value = Math.imul(kind + 1, 0x9e3779b1) ^ Math.imul(a, 0xcc9e2d51);
  value = Math.imul((value << 15) | (value >>> 17), 0x1b873593) ^ Math.imul(b, 0x85ebca6b);
  value ^= value >>> 16;
  value = Math.imul(value, 0xc2b2ae35);
  return (value ^ (value >>> 13)) >>> 0;
}

/** A run of capitalised words, with the small words inside it. Bounded, so that a text all in capitals stays linear. */
function runAround(words: readonly Word[], index: number): readonly [start: number, end: number] {
  let start = index;
  while (start > 0 && index - start < 6 && inRun(words, start - 1, -1)) start--;
  let end = index + 1;
  while (end < words.length && end - index < 6 && inRun(words, end, 1)) end++;
  return [start, end];
}

function inRun(words: readonly Word[], index: number, step: 1 | -1): boolean {
  const word = words[index] as Word;
  if (word.shape[0] === "X") return true;
  return (joints.has(word.lower) || word.lower === "and") && words[index + step]?.shape[0] === "X";
}
