import type { Cue } from "./cues.ts";
import { isMarked, lexiconRow, rowHas } from "./lexicon.ts";
import { hashSeed, hashStep } from "./word-hash.ts";

/** A text as words and sentences: what detectors and the classifier look at. Offsets are into the text. */
export interface Words {
  readonly text: string;
  readonly count: number;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly hashes: Int32Array;
  readonly rows: Uint16Array;
  /** Indexes of the words that carry a cue beyond being common: most words do not. */
  readonly marked: Uint32Array;
  /** Index of the first word of each sentence, and one more entry at the end. */
  readonly sentences: Uint32Array;
  /** Whether word `index` carries the cue. */
  is(index: number, cue: Cue): boolean;
}

const other = 0;
const letter = 1;
/** Skipped inside a word: apostrophes, Markdown emphasis. */
const joiner = 2;
const stop = 3;
const newline = 4;
/** A character of a script without spaces: it is read as a pair with the next one. */
const pair = 5;
const ascii = new Uint8Array(128);
for (let code = 0; code < 128; code += 1) {
  const character = String.fromCharCode(code);
  if (/[a-z0-9]/i.test(character)) ascii[code] = letter;
  else if (/['*`]/.test(character)) ascii[code] = joiner;
  else if (/[.!?]/.test(character)) ascii[code] = stop;
  else if (character === "\n") ascii[code] = newline;
}

function kindOf(code: number): number {
  if (code < 128) return ascii[code] ?? 0;
  if (code === 0x3002 || code === 0xff01 || code === 0xff1f || code === 0x2026) return stop;
  if (code === 0x2019) return joiner;
  if (code < 0xaa || (code >= 0x2000 && code < 0x2070) || (code >= 0x3000 && code < 0x3040)) return other;
  if ((code >= 0x3040 && code < 0xa000) || (code >= 0xac00 && code < 0xd7b0)) return pair;
  return code >= 0xfe10 && code < 0xff10 ? other : letter;
}

const longestSentence = 60;

/** Splits a view's text into words and sentences in one pass. */
export function readWords(text: string): Words {
  const words = new WordList(text);
  let i = 0;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    const kind = kindOf(code);
    if (kind === letter) i = words.addWord(i);
    else {
      if (kind === pair) words.addPair(i);
      else if (isBreak(text, i, code, kind)) words.breakSentence();
      i += 1;
    }
  }
  return words.finish();
}

function isBreak(text: string, at: number, code: number, kind: number): boolean {
  if (kind === stop) return code > 128 || endsSentence(text, at);
  if (kind === newline) return !continuesLine(text, at);
  return code === 0x22 && isFieldQuote(text, at);
}

/** The words read so far. */
class WordList {
  readonly #text: string;
  #capacity: number;
  #starts: Uint32Array;
  #ends: Uint32Array;
  #hashes: Int32Array;
  #rows: Uint16Array;
  readonly #sentences: number[] = [0];
  readonly #marked: number[] = [];
  #count = 0;

  constructor(text: string) {
    this.#text = text;
    // A word takes a character and a separator, except in scripts written without spaces.
    this.#capacity = (text.length >> 2) + 16;
    this.#starts = new Uint32Array(this.#capacity);
    this.#ends = new Uint32Array(this.#capacity);
    this.#hashes = new Int32Array(this.#capacity);
    this.#rows = new Uint16Array(this.#capacity);
  }

  /** The word that begins at `start`; returns where the text goes on. */
  addWord(start: number): number {
    const text = this.#text;
    let hash = hashSeed;
    let end = start;
    let i = start;
    for (; i < text.length; i += 1) {
      let unit = text.charCodeAt(i);
      const kind = kindOf(unit);
      if (kind === joiner) continue;
      if (kind !== letter) break;
      if (unit >= 0x41 && unit <= 0x5a) unit |= 0x20;
      else if (unit >= 0x80) unit = text.charAt(i).toLowerCase().charCodeAt(0);
      hash = hashStep(hash, unit);
      end = i + 1;
    }
    this.#add(start, end, hash);
    return i;
  }

  /** A character of a script without spaces, with the next one. */
  addPair(at: number): void {
    const first = hashStep(hashSeed, this.#text.charCodeAt(at));
    this.#add(at, at + 1, hashStep(first, this.#text.charCodeAt(at + 1) | 0));
  }

  breakSentence(): void {
    if (this.#sentences[this.#sentences.length - 1] !== this.#count) this.#sentences.push(this.#count);
  }

  finish(): Words {
    this.breakSentence();
    const count = this.#count;
    const rows = this.#rows.subarray(0, count);
    return {
      text: this.#text,
      count,
      starts: this.#starts.subarray(0, count),
      ends: this.#ends.subarray(0, count),
      hashes: this.#hashes.subarray(0, count),
      rows,
      marked: Uint32Array.from(this.#marked),
      sentences: Uint32Array.from(this.#sentences),
      is: (index, cue) => index >= 0 && index < count && rowHas(rows[index] ?? 0, cue),
    };
  }

  #add(start: number, end: number, hash: number): void {
    if (this.#count === this.#capacity) this.#grow();
    const row = lexiconRow(hash);
    this.#starts[this.#count] = start;
    this.#ends[this.#count] = end;
    this.#hashes[this.#count] = hash;
    this.#rows[this.#count] = row;
    if (isMarked(row)) this.#marked.push(this.#count);
    this.#count += 1;
    if (this.#count - (this.#sentences[this.#sentences.length - 1] ?? 0) >= longestSentence)
      this.breakSentence();
  }

  #grow(): void {
    this.#capacity *= 2;
    this.#starts = grown(this.#starts, new Uint32Array(this.#capacity));
    this.#ends = grown(this.#ends, new Uint32Array(this.#capacity));
    this.#hashes = grown(this.#hashes, new Int32Array(this.#capacity));
    this.#rows = grown(this.#rows, new Uint16Array(this.#capacity));
  }
}

function grown<T extends Uint32Array | Int32Array | Uint16Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** A full stop ends a sentence before white space, a quote or the end; inside "10.5" or "example.com" it does not. */
function endsSentence(text: string, at: number): boolean {
  if (at + 1 >= text.length) return true;
  const next = text.charCodeAt(at + 1);
  return (
    next <= 0x20 ||
    next === 0x22 ||
    next === 0x27 ||
    next === 0x29 ||
    next === 0x2019 ||
    next === 0x201d ||
    next === 0x5c
  );
}

/** A wrapped line goes on with a lower-case letter. */
function continuesLine(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  return next >= 0x61 && next <= 0x7a;
}

/** The quote of a JSON key or value. */
function isFieldQuote(text: string, at: number): boolean {
  return (
    /[:,{}[\]]/.test(text.charAt(at - 1)) ||
    /[:,{}[\]]/.test(text.charAt(at + 1)) ||
    text.charCodeAt(at - 1) === 0x20
  );
}
