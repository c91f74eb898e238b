import { wordBefore } from "../context.ts";
import type { Finding, Recogniser } from "../finding.ts";

/** US social security numbers: 3-2-4 with areas, groups and serials that exist; nine bare digits need the words. */
export const usSsnRecogniser: Recogniser = {
  name: "us-ssn",
  types: ["US_SSN"],
  *find({ text }) {
    for (const match of text.matchAll(candidate)) {
      const digits = match[0].replace(/\D/g, "");
      if (!isPossible(digits)) continue;
      const word = wordBefore(text, match.index, words);
      if (match[0].length < 11 && word === undefined) continue;
      yield {
        start: match.index,
        end: match.index + match[0].length,
        type: "US_SSN",
        score: word ? 0.95 : 0.7,
        evidence: "checksum",
        recogniser: "us-ssn",
        why: ["area, group and serial exist", ...(word ? [`context "${word.toLowerCase()}"`] : [])],
      } satisfies Finding;
    }
  },
};

const candidate = /(?<![\w.]|\w-)(?:\d{3}([- .])\d{2}\1\d{4}|\d{3}-?\d{2}-?\d{4})(?![\w]|[-.]\w)/g;
const words = /\bssns?\b|social security|\bss ?[#n]|tax(?:payer)? id/i;

/** SSA: no area 000, 666 or 9xx, no group 00, no serial 0000. */
function isPossible(digits: string): boolean {
  return /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits) && !/^(\d)\1+$/.test(digits);
}
