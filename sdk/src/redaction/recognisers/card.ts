import cardValidator from "card-validator";
import { wordNear } from "../context.ts";
import type { Finding, Recogniser } from "../finding.ts";
import { luhn } from "../identifiers/identifier.ts";
import type { Scan } from "../scan.ts";

/** Payment card numbers: 12 to 19 digits in the groups people write, with an issuer's prefix and length, and Luhn. */
export const cardRecogniser: Recogniser = { name: "card", types: ["CARD"], find: findCards };

function* findCards({ text }: Scan): Generator<Finding> {
  for (const match of text.matchAll(candidate)) {
    const digits = match[0].replace(/\D/g, "");
    if (!luhn(digits)) continue;
    if (
      isTimestamp(digits) &&
      wordNear(text, match.index, match.index + match[0].length, words) === undefined
    )
      continue;
    const { isValid, card } = cardValidator.number(digits);
    if (!isValid) continue;
    yield {
      start: match.index,
      end: match.index + match[0].length,
      type: "CARD",
      score: 0.95,
      evidence: "checksum",
      recogniser: "card",
      why: [`issuer ${card?.type ?? "unknown"}`, "Luhn"],
    };
  }
}

const candidate = /(?<![\w.-])\d(?:[ .-]?\d){11,18}(?![\w-])/g;
const words = /card|visa|mastercard|amex|payment|credit|debit/i;

/** `YYYYMMDDhhmmss`, as in Go's pseudo-versions, log names and build ids; one in ten passes Luhn by chance. */
function isTimestamp(digits: string): boolean {
  return /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d$/.test(
    digits,
  );
}
