import type { Finding, Recogniser } from "../finding.ts";
import { wordsIn } from "./credential-words.ts";
import { isPlaceholderValue } from "./placeholder-value.ts";
import { surprise } from "./random.ts";
import { tokenFormats } from "./token-formats.ts";

/** Tokens of services that give theirs a form of their own: a prefix, an alphabet, a length. */
export const serviceTokenRecogniser: Recogniser = {
  name: "service-token",
  types: ["SECRET"],
  readsPieces: true,
  *find(scan) {
    const { text } = scan;
    const passed = new Map<RegExp, number>();
    for (const { word, start, end } of wordsIn(scan).hits) {
      for (const { service, prefix, rest } of byPrefix.get(word) ?? []) {
        if (!text.startsWith(prefix, start) || isWithinWord(text, start)) continue;
        // Early in a token of the same form, a prefix is part of it: a text full of them would be read thousands of times.
        if (start < (passed.get(rest) ?? 0)) continue;
        rest.lastIndex = end;
        const tail = rest.exec(text)?.[0].replace(/\.+$/, "");
        if (tail === undefined || isPlaceholderValue(tail) || isOfWords(tail)) continue;
        passed.set(rest, end + tail.length / 2);
        yield {
          start,
          end: end + tail.length,
          type: "SECRET",
          score: 0.95,
          evidence: "secret",
          recogniser: "service-token",
          why: [`form of ${service}'s tokens`],
        } satisfies Finding;
        break;
      }
    }
  },
};

/** Whether the prefix at `start` only continues a word. */
function isWithinWord(text: string, start: number): boolean {
  return /[A-Za-z0-9]{2}/.test(text.slice(Math.max(0, start - 1), start + 1));
}

/** "hf_servingcellpriorityparameters…" is a name in a program. */
function isOfWords(tail: string): boolean {
  return /^[a-z]{16,}$/.test(tail) && surprise(tail) < 4.8;
}

interface Format {
  readonly service: string;
  readonly prefix: string;
  readonly rest: RegExp;
}

const byPrefix = new Map<string, Format[]>();
for (const [service, prefix, rest] of tokenFormats) {
  const format = { service, prefix, rest: new RegExp(`${rest}(?![A-Za-z0-9])`, "y") };
  byPrefix.set(prefix.toLowerCase(), [...(byPrefix.get(prefix.toLowerCase()) ?? []), format]);
}
