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
  // A word takes a character and a separator, except in scripts written without spaces.
  let capacity = (text.length >> 2) + 16;
  let starts = new Uint32Array(capacity);
  let ends = new Uint32Array(capacity);
  let hashes = new Int32Array(capacity);
  let rows = new Uint16Array(capacity);
  const sentences: number[] = [0];
  const marked: number[] = [];
  let count = 0;
  let i = 0;

  const add = (start: number, end: number, hash: number): void => {
    if (count === capacity) {
      capacity *= 2;
      starts = grown(starts, new Uint32Array(capacity));
      ends = grown(ends, new Uint32Array(capacity));
      hashes = grown(hashes, new Int32Array(capacity));
      rows = grown(rows, new Uint16Array(capacity));
    }
    starts[count] = start;
    ends[count] = end;
    hashes[count] = hash;
    const row = lexiconRow(hash);
    rows[count] = row;
    if (isMarked(row)) marked.push(count);
    count += 1;
  };
  const breakSentence = (): void => {
    if (sentences[sentences.length - 1] !== count) sentences.push(count);
  };

  while (i < text.length) {
    const code = text.charCodeAt(i);
    const kind = kindOf(code);
    if (kind === letter) {
      const start = i;
      let hash = hashSeed;
      let end = i;
      while (i < text.length) {
        let unit = text.charCodeAt(i);
        const inner = kindOf(unit);
        if (inner === letter) {
          if (unit >= 0x41 && unit <= 0x5a) unit |= 0x20;
          else if (unit >= 0x80) unit = text.charAt(i).toLowerCase().charCodeAt(0);
          hash = hashStep(hash, unit);
          end = i + 1;
        } else if (inner !== joiner) break;
        i += 1;
      }
      add(start, end, hash);
      if (count - (sentences[sentences.length - 1] ?? 0) >= longestSentence) breakSentence();
      continue;
    }
    if (kind === pair) {
      add(i, i + 1, hashStep(hashStep(hashSeed, code), text.charCodeAt(i + 1) | 0));
      if (count - (sentences[sentences.length - 1] ?? 0) >= longestSentence) breakSentence();
    } else if (kind === stop) {
      if (code > 128 || endsSentence(text, i)) breakSentence();
    } else if (kind === newline) {
      if (!continuesLine(text, i)) breakSentence();
    } else if (code === 0x22 && isFieldQuote(text, i)) {
      breakSentence();
    }
    i += 1;
  }
  breakSentence();
  if (sentences[sentences.length - 1] !== count) sentences.push(count);
  return {
    text,
    count,
    starts: starts.subarray(0, count),
    ends: ends.subarray(0, count),
    hashes: hashes.subarray(0, count),
    rows: rows.subarray(0, count),
    marked: Uint32Array.from(marked),
    sentences: Uint32Array.from(sentences),
    is: (index, cue) => index >= 0 && index < count && rowHas(rows[index] ?? 0, cue),
  };
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
