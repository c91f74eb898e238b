import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { wordAfter, wordBefore } from "../context.ts";
import type { Evidence, Recogniser } from "../finding.ts";

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
    *find({ text }) {
      for (const { 0: written, index: start } of text.matchAll(candidate)) {
        const digits = written.replace(/ *(?:ext|extension|x|#)\D{0,3}\d+$/i, "").replace(/\D/g, "");
        if (digits.length < 7 || digits.length > 15 || isOtherNumber(written)) continue;
        const verdict = judge(text, start, written, digits, regions);
        if (verdict)
          yield { start, end: start + written.length, type: "PHONE", recogniser: "phone", ...verdict };
      }
    },
  };
}

// Digits and separators are disjoint and every count is bounded: one pass, whatever the text.
const candidate =
  /(?<![\p{L}\p{N}_+$€£]|[\p{L}\p{N}_][-.:/=,])(?:\+ ?|\(\+?)?\d(?:[ .()/-]{0,3}\d){6,17}(?: {0,2}(?:ext|extension|x|#)\.?:? ?\d{1,6})?(?![\p{L}\p{N}_]|[-.:/,]\d)/giu;

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
  regions: readonly CountryCode[],
): Verdict | undefined {
  if (written.startsWith("+") || written.startsWith("(+")) {
    const valid = isValidPhone(written);
    return structured(valid ? 0.95 : 0.7, "international form", ...(valid ? ["valid in its country"] : []));
  }
  if (northAmerican.test(written)) return structured(0.75, "North American grouping");
  const word = wordBefore(text, start, phoneWords) ?? wordAfter(text, start + written.length, phoneWords);
  if (word !== undefined)
    return { score: 0.7, evidence: "contextual", why: [`context "${word.toLowerCase()}"`] };
  if (wordBefore(text, start, otherWords, 20) !== undefined) return undefined;
  if (trunkGroups.test(written) && digits.length >= 9) return structured(0.6, "area code and groups");
  if (/^0[1-9]\d{8,9}$/.test(written)) return structured(0.55, "trunk zero and ten or eleven digits");
  if (/^\(?[2-9]\d{2}\)?[ .-]?\d{3}[ .-]?\d{4}$/.test(written) && !/^\d+$/.test(written))
    return structured(0.3, "ten digits with separators");
  if (!/\d[ .()/-]+\d+[ .()/-]+\d/.test(written)) return undefined;
  const region = regions.find((code) => isValidPhone(written, code));
  return region === undefined ? undefined : structured(0.55, `valid in ${region}`);
}

function structured(score: number, ...why: readonly string[]): Verdict {
  return { score, evidence: "structured", why };
}

const northAmerican =
  /^(?:(?:00)?1[ .-]?)?(?:\(\d{3}\) ?-?|\d{3}[-. ])\d{3}[-. ]\d{4}(?: {0,2}(?:ext|extension|x|#)\D{0,3}\d{1,6})?$/i;
/** A trunk zero or a bracketed area code, then groups: 020 7946 0958, 06 12 34 56 78, (07) 4567 8901. */
const trunkGroups = /^(?:\(0?\d{1,4}\) ?|0\d{1,4}[ ./-])\d{2,8}(?:[ ./-]\d{2,4}){0,4}$/;
const phoneWords =
  /\b(?:(?:tele|cell)?phones?|cell(?:ular)?|mobile|mob|tel|tlf|tf|fax|calls?|called|calling|dial|ring|sms|text me|whatsapp|contact|hotline|helpline|landline|pager|voicemail|phone no|tel[eé]fono|telefono|telefon|telepono|handy|m[oó]vil|t[eé]l[eé]phone|t[eé]l|llam(?:e|é|ar|ada)|anruf|rufnummer|cep|reach (?:me|us|him|her|them)|(?:my|her|his|our|your) number)\b/i;
/** Right before the number: says that it counts or names something else. */
const otherWords =
  /(?:\b(?:order|invoice|reference|ref|ticket|case|account|acct|serial|isbn|issn|id|ids|code|zip|version|build|page|pages|no|nr|line|port|npi|mrn)\b|#)[ .:#=]{0,3}$/i;

function isValidPhone(written: string, region?: CountryCode): boolean {
  return parsePhoneNumberFromString(written, region)?.isValid() ?? false;
}

/** Dates, single digits in a row, times, social security numbers, ranges of years and decimal numbers have digits and separators too. */
function isOtherNumber(written: string): boolean {
  return otherNumbers.some((pattern) => pattern.test(written));
}

const otherNumbers = [
  /(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)/,
  /(?<!\d)\d\D+\d\D+\d\D+\d(?!\d)/,
  /^(?:19|20)\d\d([/. ])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)/,
  /^(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|[12]\d|3[01])\1(?:19|20)\d\d(?!\d)/,
  /^\d{3}([- ])\d{2}\1\d{4}$/,
  /^\d{4}([- ])\d{4}\1\d{4}/,
  /^(?:19|20)\d\d ?[-/] ?(?:19|20)?\d\d$/,
  /^\d+\.\d+(?!\d)(?:[/ -]|$)/,
  /^\d{1,2}\.\d{1,2}\.\d{1,3}(?:\/|$)/,
  /^\d{5}-\d{4}$/,
  /^(\d)\1+$/,
];
