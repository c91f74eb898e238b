import { wordAfter, wordBefore } from "../context.ts";

/** What says that a number is somebody's telephone, if anything does: a word before it, or behind. */
export function phoneWord(text: string, start: number, end: number): string | undefined {
  const noun = wordBefore(text, start, nouns);
  if (noun !== undefined && (hasSeparators(text, start, end) || leadsTo(text, start, nouns))) return noun;
  const verb = wordBefore(text, start, verbs);
  if (verb !== undefined && leadsTo(text, start, verbs)) return verb;
  return wordBefore(text, start, letterLabels, 6) ?? wordAfter(text, end, behind);
}

/** Whether a word right before the number says that it names or counts something else, whatever else is near. */
export function namesAnother(text: string, start: number): boolean {
  return wordBefore(text, start, others, 28) !== undefined;
}

/** Whether a word right before the number says that it counts something, unless one for telephones is near. */
export function counts(text: string, start: number): boolean {
  return wordBefore(text, start, counters, 20) !== undefined;
}

/** Also within the names of fields: `contact_phone`, `mobileNumber`, `Telefonnummer`. */
const noun =
  "(?<!micro|head|\\bi|saxo|ear|mega)phone|t[eé]l[eé]f|t[eé]l[eé]phon|tele?phne?|mobile|moblie|whats ?app|fax|hotline|msisdn|mobilnummer|emergency[ _-]?contact|contact[ _-]?(?:no|nr|num|number)(?![a-z])|helpline|(?:land|office ?|direct ?)line|voicemail|rufnummer|handynummer|puhelin|kom[oó]rk|电话|電話|手机|телефон|τηλ|هاتف|전화|(?<![a-z])(?:tel(?:no|nr|num)?|t[eé]l|ph|tlf|tf(?!_)|cell(?:no|num|number|s|ular)?|cellulare|celular|mob|mobil|m[oó]vil|mobiel|portable|telem[oó]vel|gsm|handy|cep|pager|caller ?id)(?![a-zà-ÿ])";
const verb =
  "(?<![a-z])(?:anruf|llam(?:e|é|ar|ada)|ligue|ring|rings|dial|call|calls (?:to|from)|called|calling|emergency|sms|(?<!_)te?xt|contact|reach(?:ed|able)?|get (?:me|us|him|her|them)|(?:my|her|his|our|your|their)(?: (?:new|old|private|home|work|office|direct))? (?:numbers?(?:['’]s)?|no|nr))(?![a-zà-ÿ])";
const nouns = new RegExp(noun, "i");
/** What fields and columns with telephone numbers are called. */
export const phoneNames = nouns;
const verbs = new RegExp(verb, "i");
/** Behind the number, in the same breath. */
const behind = new RegExp(`^[^,;|*"\\n\\t]*?(?:${noun}|${verb})`, "i");
/** A card's or a signature's: "T: 030 1234567 M: 0171 1234567". */
const letterLabels = /(?:^|[\s|,;(])[TMPFCHWDO](?::|\.:?) ?$/;

/** Right before the number, what joins it to a word: "call Bob on", "the phone number is", `phone":"`. */
const joint =
  /(?:[:#=>-]|(?<![a-z])(?:at|on|to|is|no|nr|num|number|nummer|me|us|him|her|them|back|now|or|and|es|ist|est|é|el|al|unter|au|il|op|y|et|und|o|sind|son|sont)\.?)[ "'([+-]{0,4}$/i;

/** Whether nothing but a name or two stands between a word and the number, and something that joins them. */
function leadsTo(text: string, start: number, words: RegExp): boolean {
  const before = text.slice(Math.max(0, start - 40), start);
  const last = [...before.matchAll(new RegExp(words.source, "gi"))].at(-1);
  if (last === undefined) return false;
  const between = before.slice(last.index + last[0].length);
  return /^\W{0,4}$/.test(between) || (joint.test(between) && !/\d\d/.test(between));
}

const thousands = /^\d{1,3}([ .])\d{3}(?:\1\d{3})+$/;

function hasSeparators(text: string, start: number, end: number): boolean {
  const written = text.slice(start, end);
  return (written.length > 8 || /\d[ .()/-]+\d/.test(written)) && !thousands.test(written);
}

const others =
  /(?:\b(?:order|invoice|reference|ref|ticket|case|account|acct|serial|isbn|issn|zip|version|build|npi|mrn|tracking|parcel|shipment|part|sku|item|lot|batch|customer|client|member|employee|policy|claim|cas|imei|ean|upc|gtin|iban|routing|passport|licen[cs]e|ssn|tin|vat|tax|fedex|ups|dhl|doi|pmid|arxiv|commit|epoch|timestamp|merge|buffer|bug|issue|model|confirmation|registration|size|offset)\b(?: ?(?:no|nr|nos|num|number|id|ids|code|key)\b)?(?: (?:is|was)\b)?|\bp\/n)[ .:#=]{0,3}$/i;
const counters = /(?:\b(?:id|ids|code|page|pages|no|nr|line|port)\b|#)[ .:#=]{0,3}$/i;
