import { reach } from "./finding.ts";

/** The last word of context before `start` that `words` (a regular expression) matches, within reach. */
export function wordBefore(text: string, start: number, words: RegExp, within = 40): string | undefined {
  return words.exec(text.slice(Math.max(0, start - Math.min(within, reach)), start))?.[0];
}

/** A word of context after `end`, on a shorter leash: labels mostly stand before their value. */
export function wordAfter(text: string, end: number, words: RegExp, within = 20): string | undefined {
  return words.exec(text.slice(end, end + Math.min(within, reach)))?.[0];
}

/** A word of context on either side. */
export function wordNear(
  text: string,
  start: number,
  end: number,
  words: RegExp,
  within = 40,
): string | undefined {
  return wordBefore(text, start, words, within) ?? wordAfter(text, end, words, within / 2);
}
