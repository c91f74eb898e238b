import { wordHash } from "./word-hash.ts";
import type { Words } from "./words.ts";

const set = (words: string): ReadonlySet<number> => new Set(words.split(" ").map(wordHash));

// After these a verb is reported, denied or wished for; it is not an order to the reader.
const notCommanding = set(
  "to that which who may might can could would they we i he she it users people some not never dont cannot cant didnt doesnt wont often sometimes or nor how why when if whether the a an this these those of from by for with in on at their its his her our my no only",
);
const to = wordHash("to");
const obliging = set("must should shall will need have please you are asked required told and then now");

/**
 * Whether the verb at `index` is an order to the reader (at the head of its clause, or after "you must"), is only
 * reported, denied or wished for, or could be either.
 */
export function moodOf(words: Words, index: number): "command" | "reported" | "unclear" {
  const before = words.hashes[index - 1];
  if (before === undefined || startsClause(words, index) || obliging.has(before)) return "command";
  // "you need to ignore", "you are to ignore"
  if (before === to && hasWithin(words, index - 1, 3, obliging) && hasYou(words, index, 5)) return "command";
  return notCommanding.has(before) ? "reported" : "unclear";
}

function startsClause(words: Words, index: number): boolean {
  const gap = words.text.slice(words.ends[index - 1], words.starts[index]);
  return /[^\s'’-]/.test(gap.slice(0, 8));
}

function hasWithin(words: Words, index: number, reach: number, among: ReadonlySet<number>): boolean {
  for (let i = Math.max(0, index - reach); i < index; i += 1)
    if (among.has(words.hashes[i] ?? 0)) return true;
  return false;
}

function hasYou(words: Words, index: number, reach: number): boolean {
  for (let i = Math.max(0, index - reach); i < index; i += 1) if (words.is(i, "you")) return true;
  return false;
}
