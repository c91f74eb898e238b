import cardValidator from "card-validator";
import { wordBefore, wordNear } from "../context.ts";
import type { Finding, Recogniser } from "../finding.ts";
import { luhn } from "../identifiers/identifier.ts";
import type { Scan } from "../scan.ts";

/** Payment card numbers: 12 to 19 digits in the groups people write, with an issuer's prefix and length, and Luhn. */
export const cardRecogniser: Recogniser = {
  name: "card",
  types: ["CARD"],
  needs: /\d/,
  readsPieces: true,
  announcedBy: { test: (name) => cardWords.test(name) },
  find: findCards,
};

function* findCards({ text }: Scan): Generator<Finding> {
  for (const { 0: run, index } of text.matchAll(candidate)) {
    const namesAnother = wordBefore(text, index, otherWords, 24) !== undefined;
    const groups = [...run.matchAll(/\d+/g)].map((group) => ({
      start: group.index,
      end: group.index + group[0].length,
    }));
    for (let first = 0; first < groups.length; first++) {
      // An expiry date, a code or another card may stand before and after: the longest number that holds is the card.
      for (let last = groups.length - 1; last >= first; last--) {
        const start = index + (groups[first] as Span).start;
        const end = index + (groups[last] as Span).end;
        const written = text.slice(start, end);
        const isWhole = last - first === groups.length - 1 && !oddSeparator.test(written);
        const isGrouped = cardGroups.test(written);
        if ((!isGrouped && !isWhole) || goesOn(text, start, end)) continue;
        const isUsual = usual.test(written.replace(/\D/g, ""));
        const isApart = isGrouped && !isOperand(text, start, end);
        if (!isUsual && (namesAnother || !(isApart || wordNear(text, start, end, cardWords)))) continue;
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

const candidate = /(?<![\w.+-])\d(?:[ ._/-]{0,3}\d){11,47}(?![\w-])/g;

/** What nearly every card has: only this counts in any groups, and whatever the word before it says. */
const usual =
  /^(?:(?:4\d{3}|5[1-5]\d\d|2(?:2[2-9]|[3-6]\d|7[01])\d|6(?:011|5\d\d|4[4-9]\d))\d{12}|3[47]\d{13})$/;
/** How cards are grouped in print: among other digits, without a word, and with other separators, only these count. */
const cardGroups =
  /^(?:\d{12,19}|\d{4}([ ._/-]{1,3})\d{4}\1\d{4}(?:\1\d{4})?(?:\1\d{1,3})?|\d{4}([ ._/-]{1,3})\d{6}\2\d{4,5}|\d{6}[ -]\d{10,13})$/;
const oddSeparator = /[_/]|\D{2}/;

/** Whether the digits are a number with decimals, or those decimals, or some of many groups with dots between. */
function goesOn(text: string, start: number, end: number): boolean {
  const [before, behind] = [text.slice(Math.max(0, start - 2), start), text.slice(end, end + 5)];
  return /^[^.]*\.[^.]*$/.test(text.slice(start, end)) || /\d\.$/.test(before) || /^\.\d{4}/.test(behind);
}

/** Whether the digits without groups stand where a program has numbers: in a call, a list or a term. */
function isOperand(text: string, start: number, end: number): boolean {
  return (
    !/\D/.test(text.slice(start, end)) &&
    (/(?:\w\(|\[|[*+/] ?)$/.test(text.slice(Math.max(0, start - 2), start)) ||
      /^ ?[\]*/]/.test(text.slice(end, end + 2)))
  );
}

/** Why the digits between are a card's number, or undefined when they aren't. */
function judge(text: string, start: number, end: number): readonly string[] | undefined {
  const digits = text.slice(start, end).replace(/\D/g, "");
  if (digits.length < 12 || digits.length > 19 || !luhn(digits)) return undefined;
  const issuer = issuerOf(digits);
  if (issuer !== undefined && !isTimestamp(digits)) return [`issuer ${issuer}`, "Luhn"];
  const word = wordNear(text, start, end, cardWords);
  return word === undefined ? undefined : [`context "${word.toLowerCase()}"`, "Luhn"];
}

/** Whose number it is: of the issuers whose range it is in, the one with the narrowest. */
function issuerOf(digits: string): string | undefined {
  const head = Number(digits.slice(0, longestPrefix));
  let closest: Issuer | undefined;
  let narrowest = 0;
  for (const issuer of issuers) {
    const range = issuer.ranges.find(({ low, high }) => low <= head && head <= high);
    if (range === undefined || range.prefix <= narrowest) continue;
    closest = issuer;
    narrowest = range.prefix;
  }
  return closest?.lengths.includes(digits.length)
    ? closest.type
    : rareIssuers.find(([, form]) => form.test(digits))?.[0];
}

interface Issuer {
  readonly type: string;
  readonly lengths: readonly number[];
  /** Of the first eight digits. */
  readonly ranges: readonly { readonly low: number; readonly high: number; readonly prefix: number }[];
}

const longestPrefix = 8;
/** The library's table; the library itself copies all of it for each number it is asked about. */
const { types, getTypeInfo } = cardValidator.creditCardType;
const issuers: readonly Issuer[] = Object.values(types).map((type) => {
  const { lengths, patterns } = getTypeInfo(type);
  const ranges = patterns.map((pattern) => {
    const [low, high = low] = [pattern].flat() as [number, number?];
    const prefix = String(low).length;
    const scale = 10 ** (longestPrefix - prefix);
    return { low: low * scale, high: (high + 1) * scale - 1, prefix };
  });
  return { type, lengths, ranges };
});

/** What the library leaves out: lengths and ranges that are no longer issued, and cards of airlines. */
const rareIssuers: readonly (readonly [name: string, form: RegExp])[] = [
  ["visa", /^4\d{12}$/],
  ["jcb", /^(?:(?:2131|1800)\d{11}|3(?:088|096|112|158|337)\d{12})$/],
  ["enroute", /^(?:2014|2149)\d{11}$/],
  ["uatp", /^1\d{14}$/],
];

/** Right before it: goods, parcels and devices have numbers of the same length and with the same check digit. */
const otherWords =
  /\b(?:tracking|parcel|s\/n|serial|sscc|shipment|fedex|ups|usps|dhl|ean|gtin|upc|isbn|imei|iccid|barcode|account id)(?:-1[34])?(?: (?:no|nr|number|id|code)\b)?\.?[ :#=]{0,3}$/i;

export const cardWords = /card|visa|mastercard|amex|payment|credit|debit/i;

/** `YYYYMMDDhhmmss`, as in Go's pseudo-versions, log names and build ids; one in ten passes Luhn by chance. */
function isTimestamp(digits: string): boolean {
  return /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d$/.test(
    digits,
  );
}
