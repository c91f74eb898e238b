import type { Words } from "./words.ts";

const neighbourhood = 40;
const longestQuote = 600;
const longestLine = 4096;

/**
 * Whether the words `first..last` are talked about rather than said: quoted or set as code, next to words about
 * attacks. A security handbook quotes an injection; an injection does not call itself one.
 */
export function isMentioned(words: Words, first: number, last: number): boolean {
  const start = words.starts[first] ?? 0;
  const end = words.ends[last] ?? start;
  if (!isQuoted(words.text, start, end)) return false;
  const { attacks, hints } = talkAround(words, first, last);
  return attacks > 0 ? attacks + hints >= 3 : hints >= fewestHints;
}

const fewestHints = 4;

/**
 * How much is said about attacks close to `first..last`, outside of it: 2 for a word about attacks, 1 for a hint, and
 * nothing for hints alone.
 */
export function attackTalk(words: Words, first: number, last: number): number {
  const { attacks, hints } = talkAround(words, first, last);
  return attacks === 0 ? 0 : attacks + hints;
}

function talkAround(words: Words, first: number, last: number): { attacks: number; hints: number } {
  let attacks = 0;
  let hints = 0;
  for (let i = Math.max(0, first - neighbourhood); i < Math.min(words.count, last + neighbourhood); i += 1) {
    if (i >= first && i <= last) continue;
    if (words.is(i, "attack")) attacks += 2;
    else if (words.is(i, "reporting")) hints += 1;
  }
  return { attacks, hints };
}

const openers = "\"“«„‘'`";
const closers: Readonly<Record<string, string>> = {
  '"': '"',
  "“": '”"',
  "«": "»",
  "„": "“”",
  "‘": "’",
  "'": "'",
  "`": "`",
};

/** Whether `start..end` lies in quotation marks, a code span, a block quote or an indented block. */
export function isQuoted(text: string, start: number, end: number): boolean {
  // Not farther: a megabyte on one line, full of orders, would be read once for each of them.
  const line = text.slice(Math.max(0, start - longestLine), start);
  const head = line.slice(line.lastIndexOf("\n") + 1).slice(0, 6);
  if ((line.length === start || line.includes("\n")) && /^(?: {4}|\t|\s{0,3}>)/.test(head)) return true;
  const before = text.slice(Math.max(0, start - longestQuote), start);
  const after = text.slice(end, end + longestQuote);
  for (const opener of openers) {
    const opened = before.lastIndexOf(opener);
    if (opened < 0 || /[\p{L}\d]/u.test(before.charAt(opened - 1))) continue;
    const closing = closers[opener] ?? opener;
    const inside = before.slice(opened + 1);
    if (inside.includes("\n\n") || hasClosing(inside, closing)) continue;
    const rest = after.split("\n\n", 1)[0] ?? "";
    if (hasClosing(rest, closing)) return true;
  }
  return false;
}

/** An apostrophe inside a word closes nothing. */
function hasClosing(text: string, closing: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    if (closing.includes(text.charAt(i)) && !/[\p{L}\d]/u.test(text.charAt(i + 1))) return true;
  }
  return false;
}
