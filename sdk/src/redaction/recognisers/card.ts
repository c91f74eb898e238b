import cardValidator from "card-validator";
import { wordNear } from "../context.ts";
import type { Finding, Recogniser } from "../finding.ts";
import { luhn } from "../identifiers/identifier.ts";
import type { Scan } from "../scan.ts";

/** Payment card numbers: 12 to 19 digits in the groups people write, with an issuer's prefix and length, and Luhn. */
export const cardRecogniser: Recogniser = { name: "card", types: ["CARD"], find: findCards };

function* findCards({ text }: Scan): Generator<Finding> {
  for (const { 0: run, index } of text.matchAll(candidate)) {
    const groups = [...run.matchAll(/\d+/g)].map((group) => ({
      start: group.index,
      end: group.index + group[0].length,
    }));
    for (let first = 0; first < groups.length; first++) {
      // An expiry date, a code or another card may stand before and after: the longest number that holds is the card.
      for (let last = groups.length - 1; last >= first; last--) {
        const start = index + (groups[first] as Span).start;
        const end = index + (groups[last] as Span).end;
        if (last - first < groups.length - 1 && !cardGroups.test(text.slice(start, end))) continue;
        const why = judge(text, start, end);
        if (why === undefined) continue;
        yield { start, end, type: "CARD", score: 0.95, evidence: "checksum", recogniser: "card", why };
        first = last;
        break;
      }
    }
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const candidate = /(?<![\w.-])\d(?:[ .-]?\d){11,47}(?![\w-])/g;

/** How cards are grouped in print: among other digits, only these count. */
const cardGroups = /^(?:\d{12,19}|\d{4}([ .-])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?|\d{4}([ .-])\d{6}\2\d{4,5})$/;

/** Why the digits between are a card's number, or undefined when they aren't. */
function judge(text: string, start: number, end: number): readonly string[] | undefined {
  const digits = text.slice(start, end).replace(/\D/g, "");
  if (digits.length < 12 || digits.length > 19 || !luhn(digits)) return undefined;
  const { isValid, card } = cardValidator.number(digits);
  if (isValid && !isTimestamp(digits)) return [`issuer ${card?.type ?? "unknown"}`, "Luhn"];
  const word = wordNear(text, start, end, words);
  return word === undefined ? undefined : [`context "${word.toLowerCase()}"`, "Luhn"];
}

const words = /card|visa|mastercard|amex|payment|credit|debit/i;

/** `YYYYMMDDhhmmss`, as in Go's pseudo-versions, log names and build ids; one in ten passes Luhn by chance. */
function isTimestamp(digits: string): boolean {
  return /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d$/.test(
    digits,
  );
}
