import { wordBefore } from "../context.ts";
import type { Finding, Recogniser } from "../finding.ts";
import { Keywords } from "../keywords.ts";
import type { Scan } from "../scan.ts";
import { addressLabels, labelledAddress } from "./address-label.ts";
import { ambiguousState, type Before, codeBeforeTown, extend, name, stateAndZip } from "./address-parts.ts";
import { rulesOf, suffixes } from "./street-rules.ts";

/**
 * Postal addresses by their parts: a house number and a street's name, in the order of English, German, Dutch,
 * Nordic, Romance, Slavic, Hungarian, Turkish or Malay, with the unit, town, state and postcode that follow; post
 * boxes; a house number before a postcode and a town; states with ZIP codes; British postcodes; and what a word such
 * as "address:" announces.
 */
export const postalAddressRecogniser: Recogniser = {
  name: "postal-address",
  types: ["ADDRESS"],
  needs: /\d/,
  announcedBy: { test: (name) => words.find(name).some(({ word }) => labels.has(word)) },
  find: findAddresses,
};

const labels = new Set(addressLabels);
const words = new Keywords(new Set([...rulesOf.keys(), ...labels]));

/** How far a street's name may stand before its kind, and the house number after. */
const longest = 64;
const after = 40;

function* findAddresses({ text, nearDigits }: Scan): Generator<Finding> {
  let covered = 0;
  for (const { word, start, end } of words.find(text)) {
    if (labels.has(word)) {
      const address = labelledAddress(text, start, end);
      if (address !== undefined) yield address;
    }
    const rules = rulesOf.get(word);
    if (start < covered || rules === undefined) continue;
    if (isLetter(text[end]) || (!suffixes.has(word) && isLetter(text[start - 1]))) continue;
    const behind = text.slice(end, end + after);
    const taken = covered;
    for (const { rule, pattern, digitsBefore, next, before = longest } of rules) {
      if (next?.test(behind) === false) continue;
      const from = Math.max(taken, start - before);
      const surroundings = text.slice(from, end + after);
      if (!/\d/.test(digitsBefore ? text.slice(from, start) : surroundings)) continue;
      for (const match of surroundings.matchAll(pattern)) {
        // A match that begins where the surroundings do may have begun earlier; another word's surroundings have it.
        if ((match.index === 0 && from > 0) || !/\d/.test(match[0])) continue;
        // The words of other matches have their own turn.
        if (from + match.index > start) break;
        if (from + match.index + match[0].length < end || isYear(text, from + match.index)) continue;
        const address = addressAt(text, from + match.index, match[0].length, rule, "unit");
        covered = Math.max(covered, address.end);
        yield address;
      }
    }
  }
  for (const window of nearDigits) {
    for (const { rule, pattern, before } of codeThenTown.test(window.text) ? codes : codesAlone)
      for (const match of window.text.matchAll(pattern)) {
        const from = window.start + match.index;
        if (isYear(text, from)) continue;
        if (before !== undefined) {
          yield addressAt(text, from, match[0].length, rule, before);
          continue;
        }
        const street = streetBefore.exec(text.slice(Math.max(0, from - 48), from))?.[0];
        if (street !== undefined && !monthBefore.test(street))
          yield addressAt(text, from - street.length, street.length + match[0].length, rule, "unit");
      }
  }
}

function addressAt(text: string, from: number, length: number, rule: string, before: Before): Finding {
  const to = from + length;
  // The sentence's full stop, not an abbreviation's.
  const end = /\p{Ll}{4}\.$/u.test(text.slice(to - 5, to)) ? to - 1 : to;
  return {
    ...extend(text, from, end, before),
    type: "ADDRESS",
    score: 0.7,
    evidence: "contextual",
    recogniser: "postal-address",
    why: [rule],
  };
}

/** Of a copyright, or the last part of a date, and no house number or postcode: "(c) 1998, 2016 Ida Lane". */
function isYear(text: string, start: number): boolean {
  return (
    /^(?:19|20)\d\d(?!\d)/.test(text.slice(start, start + 5)) &&
    wordBefore(text, start, yearBefore, 40) !== undefined
  );
}

const yearBefore = /(?:copyright|\(c\)|©)(?:[^\n\d]{0,12}|[:\s\d,-]{0,32})$|(?:19|20)\d\d[,-] ?$|\d[./]$/i;

interface CodeRule {
  readonly rule: string;
  readonly pattern: RegExp;
  /** What may stand before it; a street and its number must, where this isn't given. */
  readonly before?: Before;
}

const codesAlone: readonly CodeRule[] = [
  {
    rule: "state and ZIP code",
    pattern: new RegExp(
      `(?<![A-Za-z])(?=[A-Z])(?:(?<=[A-Za-z],\\s)|(?!${ambiguousState}))${stateAndZip}`,
      "g",
    ),
    before: "town",
  },
  {
    rule: "military post office",
    pattern:
      /(?<![A-Za-z])(?:US(?:S|NS|CGC|NV) [A-Z][a-z]{1,20},?\s|(?:PSC|CMR|Unit) \d{1,5},? Box \d{1,5},?\s)?[AFD]PO,? A[AEP],? \d{5}(?:-\d{4})?(?![\w-])/g,
    before: "unit",
  },
  {
    rule: "British postcode",
    pattern:
      /(?<![\w-])(?:GIR 0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRV-Y]) \d[ABD-HJLNP-UW-Z]{2})(?![\w-])/g,
    before: "street",
  },
];

const codeThenTown = /\d(?: ?[A-Z]{2})? \p{Lu}\p{Ll}/u;
const codes: readonly CodeRule[] = [
  ...codesAlone,
  {
    rule: "country, postcode and town",
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}-])(?:(?:A|B|CH|D|DK|F|FIN|I|L|N|NL|S|SE|AT|BE|DE|FR|CZ|SK|PL|RO|HU|PT|ES)-(?=\\d)${codeBeforeTown.replace("[A-Z]{1,3}-", "")}|(?<!\\p{Lu}\\p{L}{0,20} )[1-9]\\d{3} ?(?!XL|HD|AM|PM|AD|BC|UT|GM|KB|MB|GB|TB|HZ|PX|MS|KM)[A-Z]{2} \\p{Lu}\\p{Ll}{2,20}|\\d{5} (?:${name} ){1,3}C(?:edex|EDEX)(?: \\d{1,2})?)`,
      "gu",
    ),
    before: "unit",
  },
  {
    rule: "house number, postcode and town",
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}.,/:-])\\d{1,4}(?:[/-]\\d{1,4}){0,2} ?[a-zA-Z]?(?:,? (?:[A-H] ?\\d{1,3}|(?:lgh|bus|top|m\\.) ?\\d{1,4}))?(?:, ?|,?\\n| - )(?!(?:19|20)\\d\\d )${codeBeforeTown}`,
      "gu",
    ),
  },
];

/** A name with a capital, and what names of streets are joined with: Unter den Linden, Na Příkopě, 3. Maja. */
const streetBefore =
  /(?<![\p{L}\p{N}])(?:\p{Lu}[\p{L}'’.-]{1,30}|(?:ul|os|al|pl|rue|via|třída|náměstí|calle)\.?(?= \p{Lu}))(?: (?:\p{Lu}[\p{L}'’.-]{0,24}|den|der|dem|de|la|du|des|del|di|von|van|am|auf|zum|zur|\d{1,2}\.?)){0,4} $/u;
const monthBefore =
  /(?:^| )(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|m[äa]r|mai|okt|dez|page|version|chapter|section|table|figure|windows|step|room|day|week|no|nr)\p{L}{0,7}\.? $/iu;

function isLetter(character: string | undefined): boolean {
  if (character === undefined || character === " ") return false;
  return (character >= "a" && character <= "z") || /[\p{L}\p{N}]/u.test(character);
}
