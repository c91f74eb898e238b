import type { Words } from "../language/words.ts";

const task = 1;
const number = 2;
const name = 3;
const ending = { s: 4, d: 5, g: 6, y: 7, n: 8, e: 9 } as const;
const other = 10;

/**
 * A word with its subject matter taken away: frame words stay themselves, the rest becomes its kind and ending.
 * Sequences of these describe how a sentence is built, so they carry over to subjects never seen in training.
 */
export function outlineOf(words: Words, index: number): number {
  if (words.is(index, "frame")) return words.hashes[index] ?? 0;
  if (words.is(index, "task")) return task;
  const first = words.text.charCodeAt(words.starts[index] ?? 0);
  if (first >= 0x30 && first <= 0x39) return number;
  if (first >= 0x41 && first <= 0x5a) return name;
  const last = words.text.charAt((words.ends[index] ?? 1) - 1);
  return ending[last as keyof typeof ending] ?? other;
}
