import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { wordAfter, wordBefore } from "../context.ts";
import type { Evidence, Recogniser } from "../finding.ts";
import { likelyRegions } from "./phone-region.ts";

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
      for (const match of text.matchAll(candidate)) {
        // A bracket that closes behind the number is the sentence's.
        const opens = match[0].startsWith("(") && match[0].split("(").length > match[0].split(")").length;
        const written = opens ? match[0].slice(1) : match[0];
        const start = match.index + (opens ? 1 : 0);
        const digits = written.replace(extension, "").replace(/\D/g, "");
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
  /(?:(?<![\p{L}\p{N}_+])\(?\+ ?|(?<![\p{L}\p{N}_+$€£]|[\p{L}\p{N}_][-./]|\d[:=])\(?)\d(?:[ .()/-]{0,3}\d){6,17}(?:(?:,? {0,2}(?:ext(?:ension|n)?|poste|x|#)\.?:? ?|;ext=)\d{1,6})?(?![\p{L}\p{N}_]|[-.:/]\d)/giu;
const extension = /(?:,? *(?:ext(?:ension|n)?|poste|x|#)\D{0,3}|;ext=)\d+$/i;

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
  const isAmong =
    /\d,$/.test(text.slice(Math.max(0, start - 2), start)) ||
    /^,\d/.test(text.slice(start + written.length, start + written.length + 2));
  const international = internationalForm(written);
  if (international !== undefined) {
    const valid = isValidPhone(international);
    const isPlus = /^\(?\+\S/.test(written);
    if (valid || isPlus)
      return structured(valid ? 0.95 : 0.7, "international form", ...(valid ? ["valid in its country"] : []));
  }
  const other = wordBefore(text, start, otherWords, 28);
  if (other === undefined && northAmerican.test(written)) return structured(0.75, "North American grouping");
  // A row of figures, or one with a decimal comma.
  if (isAmong || other !== undefined) return undefined;
  const word =
    wordBefore(text, start, phoneWords) ??
    wordBefore(text, start, letterLabels, 6) ??
    wordAfter(text, start + written.length, phoneWords);
  if (word !== undefined)
    return { score: 0.7, evidence: "contextual", why: [`context "${word.toLowerCase()}"`] };
  if (wordBefore(text, start, countingWords, 20) !== undefined || thousands.test(written)) return undefined;
  if (trunkGroups.test(written) && digits.length >= 9) return structured(0.6, "area code and groups");
  if (/^0[1-9]\d{8,9}$/.test(written)) return structured(0.55, "trunk zero and ten or eleven digits");
  if (/^(?:\([2-9]\d{2}\)[ .-]?|[2-9]\d{2}[ .-])\d{3}[ .-]?\d{4}$/.test(written))
    return structured(0.3, "ten digits with separators");
  if (!/\d[ .()/-]+\d+[ .()/-]+\d/.test(written)) return undefined;
  const region = likelyRegions(written, regions).find((code) => isInNationalForm(written, code));
  return region === undefined ? undefined : structured(0.55, `valid in ${region}, and in its groups`);
}

function structured(score: number, ...why: readonly string[]): Verdict {
  return { score, evidence: "structured", why };
}

const northAmerican =
  /^(?:(?:00)?1[ .-]?)?(?:\(\d{3}\) ?-?|\d{3}[-. /])\d{3}[-. ]\d{4}(?:(?:,? {0,2}(?:ext(?:ension|n)?|x|#)\D{0,3}|;ext=)\d{1,6})?$/i;
/** A trunk zero or a bracketed area code, then groups: 020 7946 0958, 06 12 34 56 78, (07) 4567 8901. */
const trunkGroups = /^(?:\(0?\d{1,4}\) ?|0[1-9]\d{0,3}[ ./-])\d{2,8}(?:[ ./-]\d{2,4}){0,4}$/;
const thousands = /^\d{3}([ .])\d{3}\1\d{3}$/;
/** Also within the names of fields: `contact_phone`, `mobileNumber`, `Telefonnummer`. */
const phoneWords =
  /(?<!micro|head|\bi|saxo|ear|mega)phone|t[eé]l[eé]f|t[eé]l[eé]phon|mobile|whats ?app|fax|hotline|helpline|landline|voicemail|rufnummer|puhelin|kom[oó]rk|(?<![a-z])(?:tel(?:no|nr|num)?|t[eé]l|ph|tlf|tf|cell(?:no|num|number|s|ular)?|cellulare|celular|mob|mobil|m[oó]vil|mobiel|portable|telem[oó]vel|gsm|handy|cep|anruf|llam(?:e|é|ar|ada)|ligue|ring|dial|calls?|called|calling|sms|te?xt (?:me|us)|pager|contact|(?:get|reach) (?:me|us|him|her|them)|reachable|(?:my|her|his|our|your|their)(?: (?:new|old|private|home|work|office|direct))? numbers?)(?![a-zà-ÿ])/i;
/** A card's or a signature's: "T: 030 1234567 M: 0171 1234567". */
const letterLabels = /(?:^|[\s|,;(])[TMPFCHWDO](?::|\.:?) ?$/;
/** Right before the number: says that it names something else, whatever else is near. */
const otherWords =
  /(?:\b(?:order|invoice|reference|ref|ticket|case|account|acct|serial|isbn|issn|zip|version|build|npi|mrn|tracking|parcel|shipment|part|sku|item|lot|batch|customer|client|member|employee|policy|claim|cas|imei|ean|upc|gtin|iban|routing|passport|licen[cs]e|ssn|tin|vat|tax|fedex|ups|dhl|doi|pmid|arxiv|version|commit|epoch|timestamp)\b(?: ?(?:no|nr|nos|num|number|id|ids|code|key)\b)?(?: (?:is|was)\b)?|\bp\/n)[ .:#=]{0,3}$/i;
/** Right before the number: says that it counts something, unless a word for telephones is near. */
const countingWords = /(?:\b(?:id|ids|code|page|pages|no|nr|line|port)\b|#)[ .:#=]{0,3}$/i;

/** With a plus: as written, or for the international prefix 00. */
function internationalForm(written: string): string | undefined {
  if (/^\(?\+/.test(written)) return written;
  return written.startsWith("00") ? `+${written.slice(2)}` : undefined;
}

function isValidPhone(written: string): boolean {
  return parsePhoneNumberFromString(written)?.isValid() ?? false;
}

/** Valid there, and in the groups that the country writes: with other groups, one number in three is valid somewhere. */
function isInNationalForm(written: string, region: CountryCode): boolean {
  const phone = parsePhoneNumberFromString(written, region);
  return (
    phone?.isValid() === true &&
    (trunkZero.test(written) || groupsOf(written) === groupsOf(phone.formatNational()))
  );
}

const trunkZero = /^0[ -]?\(?\d{3}/;

function groupsOf(written: string): string {
  return written.replace(/\D+/g, " ").trim().replace(/^0 ?/, "");
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
  /^\d{3}([- .])\d{2}\1\d{4}$/,
  /^\d{4}([- ])\d{4}\1\d{4}/,
  /^(?:19|20)\d\d ?[-/] ?(?:19|20)?\d\d$/,
  /^\d+\.\d+(?!\d)(?:[/ -]|$)/,
  /^\d{1,2}\.\d{1,2}\.\d{1,3}(?:\/|$)/,
  /^\d{5}-\d{4}$/,
  /^(\d)\1+$/,
];
