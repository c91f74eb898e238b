import type { KeywordHit } from "../keywords.ts";
import { isLoose } from "./credential-words.ts";
import { addressAround, isAssignedAddress } from "./in-address.ts";
import { describesSecret, isFileName, isInResourceName, isPublicKind } from "./public-value.ts";
import { services } from "./services.ts";

/** Whether a name may stand for a secret itself: not `publicKey`, `credentialsId` or `token.css`. */
export function announces(text: string, { start, end }: KeywordHit): boolean {
  if (isPublicKind(text, start) || isInResourceName(text, start)) return false;
  const rest = /^[\w.-]{0,24}/.exec(text.slice(end, end + 24))?.[0] ?? "";
  return !describesSecret(rest) && !isFileName(rest);
}

/** Whether the value at `start` can be what a name before it announces, by what it is and what stands between them. */
export function canMean(
  text: string,
  { word, start: wordStart, end }: KeywordHit,
  start: number,
  value: string,
): boolean {
  const begun = publicBlock.test(text.slice(Math.max(0, wordStart - 32), start));
  if (begun && (value.length >= 60 || /^n?M/.test(value))) return false;
  const between = text.slice(end, start);
  const address = addressAround(text, start);
  if (address !== undefined)
    return !isLoose(word) && address >= end && isAssignedAddress(text.slice(end, address), value);
  if (!isLoose(word)) return true;
  if (otherThanKey.test(value) || cached.test(text.slice(Math.max(0, wordStart - 32), start))) return false;
  return services.has(word) ? follows.test(between) : !ownName.test(between);
}

/** A certificate or a public key in PEM form (RFC 7468) has begun. */
const publicBlock = /-----BEGIN (?![A-Z ]{0,32}PRIVATE)/;
/** A number, a path to a file. */
const otherThanKey = /^\d+$|\/[\w.-]*\.[a-z]{2,5}$/;
/** A cache's key names what is cached. */
const cached = /\b(?:caches?|restored?)\b|runner\.os/i;
/** A name of its own, other than such as any value has. */
const ownName =
  /(?<![\w.-])(?!(?:value|val|default|string|data|content|text|example|name|is)["'`]?\s{0,3}[:=])[\w.-]{1,40}["'`]?\s{0,3}(?:=>|[:=])\s{0,3}["'`]?$/i;
/** What may stand between a service and its key: the rest of a name, a word or two, signs. */
const follows =
  /^[\w.-]{0,24}["'`)\]]{0,2}(?:[ \t:=,-]{1,4}[A-Za-z]{1,12}){0,2}[ \t\n:=>"'`,-]{0,6}(?:[\w.-]{1,40}[:!|$])?$/;
