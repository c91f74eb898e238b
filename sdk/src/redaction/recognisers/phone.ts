import type { CountryCode } from "libphonenumber-js/max";
import type { Evidence, Recogniser } from "../finding.ts";
import { isInternational, regionOf } from "./phone-region.ts";
import { counts, namesAnother, phoneNames, phoneWord } from "./phone-words.ts";

/**
 * Telephone numbers. One in international form or in a grouping that people use for little else counts by itself, one
 * that is valid in one of `regions` when written with separators or a trunk zero; anything weaker needs a word like
 * "phone" beside it.
 */
export function phoneRecogniser(regions: readonly CountryCode[]): Recogniser {
  return {
    name: "phone",
    types: ["PHONE"],
    needs: /\d/,
    announcedBy: phoneNames,
    *find({ text }) {
      let last = -listed;
      const regionOfNumber = remembered((written) => regionOf(written, regions));
      for (const { written, start } of numbersIn(text)) {
        const digits = written.replace(extension, "").replace(/\D/g, "");
        if (digits.length < 7 || digits.length > 15 || isOtherNumber(written)) continue;
        const isListed = start - last <= listed && conjunction.test(text.slice(last, start));
        const verdict =
          judge(text, start, written, digits, regionOfNumber) ??
          (isListed ? contextual("beside another number") : undefined);
        if (verdict === undefined) continue;
        last = start + written.length;
        yield { start, end: last, type: "PHONE", recogniser: "phone", ...verdict };
      }
    },
  };
}

/** Texts that hold a number often, such as logs, have it looked up once. */
function remembered<T>(find: (written: string) => T): (written: string) => T {
  const known = new Map<string, T>();
  return (written) => {
    if (!known.has(written)) known.set(written, find(written));
    return known.get(written) as T;
  };
}

function* numbersIn(text: string): Generator<{ readonly written: string; readonly start: number }> {
  const pattern = new RegExp(candidate);
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    // A bracket that closes behind the number is the sentence's.
    const opens = match[0].startsWith("(") && match[0].split("(").length > match[0].split(")").length;
    const start = match.index + (opens ? 1 : 0);
    const written = firstOf(match[0].slice(opens ? 1 : 0));
    pattern.lastIndex = start + written.length;
    yield { written, start };
  }
}

/** More digits than a number has (ITU-T E.164: 15) are one and what follows it, as in the columns of a table. */
function firstOf(written: string): string {
  if (written.replace(extension, "").replace(/\D/g, "").length <= 15) return written;
  return /^(?:\+?1[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?= )|^.{7,}(?= )/.exec(written)?.[0] ?? written;
}

// Digits and separators are disjoint and every count is bounded: one pass, whatever the text.
const candidate =
  /(?:(?<![\p{L}\p{N}_+])(?:\(?\+ ?|\()|(?<![\p{L}\p{N}_+$€£]|[\p{L}\p{N}_][-./]|\d[:=])\(?)\d(?:[ .()/-]{0,3}\d){6,17}(?:(?:,? {0,2}(?:ext(?:ension|n)?|poste|x|#)\.?:? ?|;ext=)\d{1,6})?(?![\p{L}\p{N}_]|[-:/]\d|-[\da-f]{4}-|\.\d(?![a-z]))/giu;
const extension = /(?:,? *(?:ext(?:ension|n)?|poste|x|#)\D{0,3}|;ext=)\d+$/i;

/** What a number is told with that stands beside another: "555-0100 or 555-0199". */
const conjunction = /^ ?(?:\/|or|and|oder|und|o|y|e|ou|et|of|en) $/i;
const listed = 7;

interface Verdict {
  readonly score: number;
  readonly evidence: Evidence;
  readonly why: readonly string[];
}

function judge(
  text: string,
  start: number,
  written: string,
  digits: string,
  regionOfNumber: (written: string) => CountryCode | undefined,
): Verdict | undefined {
  const isAmong =
    /\d,$/.test(text.slice(Math.max(0, start - 2), start)) ||
    /^,\d/.test(text.slice(start + written.length, start + written.length + 2));
  const international = internationalForm(written);
  if (international !== undefined) {
    const valid = isInternational(international);
    const isPlus = /^\(?\+[1-9]/.test(written) && digits.length >= 9;
    if (valid || isPlus)
      return structured(valid ? 0.95 : 0.7, "international form", ...(valid ? ["valid in its country"] : []));
  }
  const isOther = namesAnother(text, start);
  if (!isOther && northAmerican.test(written)) return structured(0.75, "North American grouping");
  // A row of figures, or one with a decimal comma.
  if (isAmong || isOther) return undefined;
  const word = phoneWord(text, start, start + written.length);
  if (word !== undefined) return contextual(`context "${word.toLowerCase()}"`);
  if (counts(text, start) || thousands.test(written) || / [-/] /.test(written)) return undefined;
  if (trunkGroups.test(written) && digits.length >= 9 && digits.length <= 11)
    return structured(0.6, "area code and groups");
  if (
    /^0[1-9]\d{8,9}$/.test(written) &&
    text[start - 1] !== "`" &&
    !allDigits.some((row) => row.includes(written))
  )
    return structured(0.55, "trunk zero and ten or eleven digits");
  if (/^(?:\([2-9]\d{2}\)[ .-]?|[2-9]\d{2}[ .-])\d{3}[ .-]?\d{4}$/.test(written))
    return structured(0.3, "ten digits with separators");
  if (digits.length < 9 || !/\d[ .()/-]+\d+[ .()/-]+\d/.test(written)) return undefined;
  const region = regionOfNumber(written);
  return region === undefined ? undefined : structured(0.55, `valid in ${region}, and in its groups`);
}

function contextual(why: string): Verdict {
  return { score: 0.7, evidence: "contextual", why: [why] };
}

function structured(score: number, ...why: readonly string[]): Verdict {
  return { score, evidence: "structured", why };
}

const northAmerican =
  /^(?:(?:00)?1[ .-]?)?(?:\(\d{3}\) ?-?|\d{3}[-. /])\d{3}[-. ]\d{4}(?:(?:,? {0,2}(?:ext(?:ension|n)?|x|#)\D{0,3}|;ext=)\d{1,6})?$/i;
/** A trunk zero or a bracketed area code, then groups: 020 7946 0958, 06 12 34 56 78, (07) 4567 8901. */
const trunkGroups = /^(?:\(0?\d{1,4}\) ?|0[1-9]\d{0,3}[ ./-])\d{2,8}(?:[ ./-]\d{2,4}){0,4}$/;
const thousands = /^\d{3}([ .])\d{3}\1\d{3}$/;
/** What programs call the digits; in backticks, ten digits are mostly a commit. */
const allDigits = ["01234567890", "09876543210"];

/** With a plus: as written, or for what is dialled in its place, 00 in most countries and 011 in North America. */
function internationalForm(written: string): string | undefined {
  if (/^\(?\+/.test(written)) return written;
  const prefix = /^(?:00|011(?=[ .-]))/.exec(written)?.[0];
  return prefix && `+${written.slice(prefix.length)}`;
}

/**
 * Dates, single digits in a row, times, social security numbers, ranges, pages with a year, and decimal numbers have digits and separators
 * too.
 */
function isOtherNumber(written: string): boolean {
  return otherNumbers.some((pattern) => pattern.test(written));
}

const otherNumbers = [
  /(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)/,
  /(?<!\d)\d\D+\d\D+\d\D+\d(?!\d)/,
  /^(?:19|20)\d\d([/. ])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)/,
  /(?:^|[ (])(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|[12]\d|3[01])\1(?:19|20)\d\d(?!\d)/,
  /^\d{3}([- .])\d{2}\1\d{4}$/,
  /^[1-9]\d{3}([- ])\d{4}\1\d{4}/,
  /^(?:19|20)\d\d ?[-/] ?(?:19|20)?\d\d$/,
  /^\d+\.\d+(?!\d)(?:[/ -]|$)| 0\.\d+(?!\d)(?: |$)|\.\./,
  /^\d{1,2}\.\d{1,2}\.\d{1,3}(?:\/|$)/,
  /^\d{5}-\d{4}$/,
  /^\d{1,4}-\d{1,4}[.,]? \(?(?:19|20)\d\d$|^\(?(?:19|20)\d\d\) \d{1,4}-\d{1,4}$/,
  /^\+?[01]+$/,
  /^(\d)\1+$/,
];
