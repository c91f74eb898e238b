import { wordHash } from "./word-hash.ts";
import type { Words } from "./words.ts";

const set = (words: string): ReadonlySet<number> => new Set(words.split(" ").map(wordHash));

// After these a verb is reported, denied or wished for; it is not an order to the reader.
const notCommanding = set(
  "to that which who while by without may might can could would they we i he she it users people some not never dont cannot cant didnt doesnt wont often sometimes or nor how why when if whether the a an this these those of from by for with in on at their its his her our my no only",
);
const to = wordHash("to");
const leading = set(
  "please now then and so just also kindly simply instead first finally immediately next always",
);
/** "Overrides all earlier settings" tells what something does. */
const telling = set("ignores disregards forgets overrides bypasses skips");
const doing = wordHash("do");
const obliging = set("must should shall will have need are required told asked");

/**
 * Whether the verb at `index` is an order to the reader (at the head of its clause, or after "you must"), is only
 * reported, denied or wished for, or could be either.
 */
export function moodOf(words: Words, index: number): "command" | "reported" | "unclear" {
  // "--ignore-previous" is an option of a program.
  if (words.text.charCodeAt((words.starts[index] ?? 0) - 1) === 0x2d) return "reported";
  if (telling.has(words.hashes[index] ?? 0)) return "reported";
  // "do not tell": what stands before the "do" decides.
  const head = words.hashes[index - 1] === doing ? index - 1 : index;
  const before = words.hashes[head - 1];
  if (before === undefined || startsClause(words, head) || leading.has(before)) return "command";
  // "you must ignore", "you need to ignore": the reader is meant. "Visitors must ignore" is a rule for others.
  if (obliging.has(before) || before === to) return hasYou(words, head, 4) ? "command" : "reported";
  return notCommanding.has(before) ? "reported" : "unclear";
}

/** After a punctuation mark, or on a new line with a capital letter; a wrapped line goes on in lower case. */
function startsClause(words: Words, index: number): boolean {
  const start = words.starts[index] ?? 0;
  const gap = words.text.slice(words.ends[index - 1], start).slice(0, 8);
  return /[^\s'’-]/.test(gap) || (gap.includes("\n") && !/[a-z]/.test(words.text.charAt(start)));
}

function hasYou(words: Words, index: number, reach: number): boolean {
  for (let i = Math.max(0, index - reach); i < index; i += 1)
    if (words.is(i, "you") || words.is(i, "assistant")) return true;
  return false;
}
