import { lexiconRow } from "../language/lexicon.ts";
import { hashSeed, hashStep } from "../language/word-hash.ts";
import type { View } from "../view.ts";
import { ViewWriter } from "../view.ts";

// Single letters with little between them.
const run = /(?<![\p{L}\d])\p{L}(?:[^\p{L}\d\n]{1,3}\p{L}(?![\p{L}\d])){5,}/gu;
const spacedLetter = /(\p{L})([^\p{L}]*)/gu;
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
  for (const match of view.text.matchAll(run)) {
    const letters = Array.from(match[0].matchAll(spacedLetter), (letter): Letter => {
      return { code: letter[0].charCodeAt(0), offset: match.index + letter.index, gap: letter[2] ?? "" };
    });
    const ends = wordEnds(letters);
    if (ends === undefined) continue;
    for (const [i, letter] of letters.entries()) {
      writer.put(letter.code, letter.offset);
      if (ends.has(i)) writer.put(0x20, letter.offset);
    }
    writer.put(0x0a, match.index + match[0].length - 1);
  }
  return writer.length === 0 ? undefined : writer.finish("spelled-out", view.text.length);
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
