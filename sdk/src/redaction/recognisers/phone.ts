import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { wordAfter, wordBefore } from "../context.ts";
import type { Evidence, Recogniser } from "../finding.ts";

/**
 * Telephone numbers. A number in international form, in the North American grouping, or valid in one of `regions`
 * with the separators people write is one by itself; anything weaker needs a word like "phone" beside it.
 */
export function phoneRecogniser(regions: readonly CountryCode[]): Recogniser {
  return {
    name: "phone",
    types: ["PHONE"],
    *find(text) {
      for (const match of text.matchAll(candidate)) {
        const start = match.index;
        const end = start + match[0].length;
        const digits = match[0].replace(/\D/g, "");
        if (digits.length < 7 || digits.length > 21 || isOtherNumber(match[0])) continue;
        const verdict = judge(text, start, end, regions);
        if (verdict) yield { start, end, type: "PHONE", recogniser: "phone", ...verdict };
      }
    },
  };
}

// Digits and separators are disjoint and every count is bounded: one pass, whatever the text.
const candidate =
  /(?<![\p{L}\p{N}_+$€£#]|[\p{L}\p{N}_][-.:/=,])(?:\+ ?|\(\+?|00)?\d(?:[ .()/-]{0,3}\d){6,15}(?: {0,2}(?:ext|extension|x|#)\.?:? ?\d{1,6})?(?![\p{L}\p{N}_]|[-.:/,]\d)/giu;
const words =
  /\b(?:(?:tele|cell)?phones?|cell|mobile|mob|tel|fax|call(?:ed|ing|s)?|dial|ring|sms|text(?:ed|ing)?|whatsapp|contact|hotline|helpline|landline|pager|voicemail|tel[eé]fono|telefon|handy|m[oó]vil|t[eé]l[eé]phone|reach (?:me|us|him|her|them)|(?:my|her|his|our|your) number)\b/i;

interface Verdict {
  readonly score: number;
  readonly evidence: Evidence;
  readonly why: readonly string[];
}

function judge(
  text: string,
  start: number,
  end: number,
  regions: readonly CountryCode[],
): Verdict | undefined {
  const written = text.slice(start, end);
  if (/^(?:\+|\(\+|00[1-9])/.test(written)) {
    const valid = isValidPhone(written.replace(/^00/, "+"));
    const word = valid ? undefined : wordAround(text, start, end);
    if (valid)
      return { score: 0.95, evidence: "structured", why: ["international form", "valid in its country"] };
    if (word || written.startsWith("+"))
      return { score: 0.7, evidence: "structured", why: ["international form"] };
  }
  if (northAmerican.test(written))
    return { score: 0.75, evidence: "structured", why: ["North American grouping"] };
  const word = wordAround(text, start, end);
  if (word) return { score: 0.7, evidence: "contextual", why: [`context "${word.toLowerCase()}"`] };
  const region = /\d[ .()/-]+\d/.test(written) && regions.find((code) => isValidPhone(written, code));
  if (region) return { score: 0.6, evidence: "structured", why: [`valid in ${region}, with separators`] };
  return undefined;
}

const northAmerican =
  /^(?:1[ .-]?)?(?:\(\d{3}\)[ -]?|\d{3}[-. ])\d{3}[-. ]\d{4}(?: {0,2}(?:ext|extension|x|#)\D{0,3}\d{1,6})?$/i;

function isValidPhone(written: string, region?: CountryCode): boolean {
  return parsePhoneNumberFromString(written, region)?.isValid() ?? false;
}

function wordAround(text: string, start: number, end: number): string | undefined {
  return wordBefore(text, start, words) ?? wordAfter(text, end, words);
}

/** Dates, times, social security numbers, ranges of years and decimal numbers have digits and separators too. */
function isOtherNumber(written: string): boolean {
  return otherNumbers.some((pattern) => pattern.test(written));
}

const otherNumbers = [
  /^(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)/,
  /^(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|[12]\d|3[01])\1(?:19|20)\d\d(?!\d)/,
  /^\d{3}-\d{2}-\d{4}$/,
  /^(?:19|20)\d\d ?- ?(?:19|20)\d\d$/,
  /^\d+\.\d+$/,
];
