import type { Pause } from "./index/pause.ts";
import { type Lexicon, wordsOf } from "./lexicon.ts";

export interface WordMatch {
  readonly row: number;
  readonly score: number;
}

/** The usual constants of BM25 (Robertson and Zaragoza, 2009): how fast repetition saturates, how much length counts. */
const saturation = 1.2;
const lengthWeight = 0.75;
const mostWords = 64;
const rowsPerPause = 4096;

/**
 * Ranks rows by BM25. How rare a word is and how long chunks are is counted over these rows alone: a rarity
 * counted over everything would tell a reader which words occur in documents that they may not read.
 */
export async function searchWords(
  lexicon: Lexicon,
  rows: Iterable<{ readonly row: number; readonly chunk: number }>,
  query: string,
  pause: Pause,
): Promise<readonly WordMatch[]> {
  const words = [...new Set(wordsOf(query))].slice(0, mostWords).map((word) => lexicon.numberOf(word));
  const holders = words.map(() => 0);
  const matches: { readonly row: number; readonly length: number; readonly counts: readonly number[] }[] = [];
  let total = 0;
  let length = 0;
  for (const { row, chunk } of rows) {
    const counts = words.map((word) => lexicon.countOf(chunk, word));
    if (counts.some((count) => count > 0)) matches.push({ row, length: lexicon.lengthOf(chunk), counts });
    for (const [index, count] of counts.entries()) if (count > 0) holders[index]!++;
    total++;
    length += lexicon.lengthOf(chunk);
    if (total % rowsPerPause === 0) await pause();
  }
  const rarity = holders.map((count) => Math.log(1 + (total - count + 0.5) / (count + 0.5)));
  const average = length / total;
  return matches.map((match) => {
    const norm = saturation * (1 - lengthWeight + (lengthWeight * match.length) / average);
    const score = match.counts.reduce(
      (sum, count, index) => sum + (rarity[index]! * count * (saturation + 1)) / (count + norm),
      0,
    );
    return { row: match.row, score };
  });
}
