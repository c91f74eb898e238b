import { reach } from "./finding.ts";
import { opaque } from "./placeholder.ts";

/**
 * The last word of context before `start` that `words` (a regular expression) matches, within reach. A placeholder
 * ends the context: otherwise what stands behind it would come closer with each redaction.
 */
export function wordBefore(text: string, start: number, words: RegExp, within = 40): string | undefined {
  const before = text.slice(Math.max(0, start - Math.min(within, reach)), start);
  return words.exec(before.slice(before.lastIndexOf(opaque) + 1))?.[0];
}

/** A word of context after `end`, on a shorter leash: labels mostly stand before their value. */
export function wordAfter(text: string, end: number, words: RegExp, within = 20): string | undefined {
  return words.exec(untilPlaceholder(text.slice(end, end + Math.min(within, reach))))?.[0];
}

/** Whether a word stands by itself, or as a part of a name like `patientId`: capitals begin a word there. */
export function isWholeWord(text: string, start: number, end: number): boolean {
  return isWordEdge(text, start) && isWordEdge(text, end);
}

/** Whether no word goes on across a position. */
export function isWordEdge(text: string, position: number): boolean {
  const around = text.slice(Math.max(0, position - 1), position + 1);
  return !/^[\p{L}\p{N}]{2}$/u.test(around) || /^\p{Ll}\p{Lu}$/u.test(around);
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

/** The text up to the first placeholder. */
export function untilPlaceholder(text: string): string {
  const end = text.indexOf(opaque);
  return end === -1 ? text : text.slice(0, end);
}

/** The name of a field or column as it stands before its value: like a label in prose. */
export function labelOf(name: string): string {
  return `${name}: `;
}
