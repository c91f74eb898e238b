import { wordAfter, wordBefore } from "../context.ts";
import type { Finding, Recogniser } from "../finding.ts";

/**
 * US social security numbers: 3-2-4 with areas, groups and serials that exist; beside the words also nine bare digits,
 * and taxpayers' numbers (area 9xx), which people give in their place.
 */
export const usSsnRecogniser: Recogniser = {
  name: "us-ssn",
  types: ["US_SSN"],
  needs: /\d/,
  announcedBy: { test: (name) => words.test(name) },
  *find({ text }) {
    for (const match of text.matchAll(candidate)) {
      const start = match.index;
      const end = start + match[0].length;
      const digits = match[0].replace(/\D/g, "");
      const isGrouped = match[1] !== undefined;
      if (!possible.test(digits)) continue;
      const word = wordBefore(text, start, words) ?? wordAfter(text, end, wordsAfter, 30);
      if (word === undefined && (!isGrouped || digits.startsWith("9"))) continue;
      yield {
        start,
        end,
        type: "US_SSN",
        score: word ? 0.95 : 0.7,
        evidence: "checksum",
        recogniser: "us-ssn",
        why: ["area, group and serial exist", ...(word ? [`context "${word.toLowerCase()}"`] : [])],
      } satisfies Finding;
    }
  },
};

// In a file's name, a joint may come before it and an extension behind.
const candidate =
  /(?<![^\W_]|[.+]|\w-)(?:\d{3}([- .]| - )\d{2}\1\d{4}|\d{3}[ ./-]{0,3}\d{2}[ ./-]{0,3}\d{4}|\d(?: \d){8})(?![^\W_]|-\w|\.\d(?![a-z])| \d(?!\d))/g;
const words =
  /(?:(?<![a-z])|(?<=employee|customer|client|user|member|patient|person|spouse|applicant|borrower))ssns?(?:no|num|number)?(?![a-z])|\bs\.s\.n\b|soc(?:ial|\.)?[ _-]?sec(?:urity|(?![a-z]))|\bss[ _]?(?:[#n]|no\b)|\bsocial(?: number| no\b|(?: is|["']?:|#))|tax(?:payer)?[ _-]?id|(?<![a-z])tin(?![a-z])/i;
/** Behind the number, in the same breath: what follows in a list or a record is the next one's name. */
const wordsAfter = new RegExp(`^[^,;|"\\n\\t]{0,24}?(?:${words.source})`, "i");

/** SSA: no area 000 or 666, no group 00, no serial 0000; 9xx are the IRS's. */
const possible = /^(?!000|666|(\d)\1+$)\d{3}(?!00)\d{2}(?!0000)\d{4}$/;
