import { lexiconRow } from "../language/lexicon.ts";
import { hashSeed, hashStep } from "../language/word-hash.ts";
import type { View } from "../view.ts";
import { ViewWriter } from "../view.ts";

const widestGap = 3;
const fewestLetters = 6;
const longestWord = 16;
const usualShare = 0.6;

interface Letter {
  readonly code: number;
  readonly offset: number;
  /** What stands between this letter and the next. */
  readonly gap: string;
}

/** Letters set apart ("i g n o r e", "i.g.n.o.r.e"), joined to words again. */
export function joinLetters(view: View): View | undefined {
  const writer = new ViewWriter(view);
  for (const offsets of loneLetters(view.text)) {
    const letters = offsets.map((offset, i): Letter => {
      return {
        code: view.text.charCodeAt(offset),
        offset,
        gap: view.text.slice(offset + 1, offsets[i + 1] ?? offset + 1),
      };
    });
    const ends = wordEnds(letters);
    if (ends === undefined) continue;
    for (const [i, letter] of letters.entries()) {
      writer.put(letter.code, letter.offset);
      if (ends.has(i)) writer.put(0x20, letter.offset);
    }
    writer.put(0x0a, offsets[offsets.length - 1] ?? 0);
  }
  return writer.length === 0 ? undefined : writer.finish("spelled-out", view.text.length);
}

/**
 * Offsets of single letters with little between them, run by run. Not a regular expression: one with six `\p{L}` took
 * over a second to compile.
 */
function* loneLetters(text: string): Generator<number[]> {
  let run: number[] = [];
  for (let i = 0; i < text.length; i += 1) {
    if (!isLetter(text, i) || isLetterOrDigit(text, i - 1) || isLetterOrDigit(text, i + 1)) continue;
    const last = run[run.length - 1];
    if (last !== undefined && (i - last > widestGap + 1 || text.slice(last, i).includes("\n"))) {
      if (run.length >= fewestLetters) yield run;
      run = [];
    }
    run.push(i);
  }
  if (run.length >= fewestLetters) yield run;
}

const letter = /\p{L}/u;

function isLetter(text: string, at: number): boolean {
  const code = text.charCodeAt(at) | 0x20;
  return code < 0x80 ? code >= 0x61 && code <= 0x7a : letter.test(text.charAt(at));
}

function isLetterOrDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code >= 0x30 && code <= 0x39) || isLetter(text, at);
}

/**
 * A gap unlike the usual one ends a word; where all are the same, the words themselves tell. Without a usual gap the
 * letters only happen to stand close.
 */
function wordEnds(letters: readonly Letter[]): Set<number> | undefined {
  const gaps = new Map<string, number>();
  for (const { gap } of letters.slice(0, -1)) gaps.set(gap, (gaps.get(gap) ?? 0) + 1);
  const [usual, count] = [...gaps].reduce((most, entry) => (entry[1] > most[1] ? entry : most), ["", 0]);
  if (count < (letters.length - 1) * usualShare) return undefined;
  if (gaps.size > 1) return new Set(letters.flatMap(({ gap }, i) => (gap === usual ? [] : [i])));
  const { breaks } = wordBreaks(letters.map(({ code }) => code));
  return new Set([...breaks].map((index) => index - 1));
}

/** Where words of the lexicon begin in a run of letters: at each place the longest word wins. */
export function wordBreaks(codes: readonly number[]): {
  readonly breaks: Set<number>;
  readonly covered: number;
} {
  const breaks = new Set<number>();
  let covered = 0;
  for (let i = 0; i < codes.length; ) {
    let hash = hashSeed;
    let longest = 0;
    for (let length = 1; length <= longestWord && i + length <= codes.length; length += 1) {
      const code = codes[i + length - 1] ?? 0;
      hash = hashStep(hash, code >= 0x41 && code <= 0x5a ? code | 0x20 : code);
      if (length > 1 && lexiconRow(hash) !== 0) longest = length;
    }
    if (longest > 0) {
      breaks.add(i);
      breaks.add(i + longest);
      covered += longest;
    }
    i += Math.max(1, longest);
  }
  return { breaks, covered };
}
