import type { Finding, Recogniser } from "../finding.ts";
import type { KeywordHit } from "../keywords.ts";
import { opaque } from "../placeholder.ts";
import { announces, canMean } from "./announcement.ts";
import { namesIn } from "./credential-words.ts";
import { isPlaceholderValue } from "./placeholder-value.ts";
import { isCalledPublic } from "./public-value.ts";
import { entropy, isOfWords, isSequence, looksRandom, surprise } from "./random.ts";

/** A long random value shortly after a word for a credential, though not assigned to it in a way one can parse. */
export const nearCredentialRecogniser: Recogniser = {
  name: "near-credential",
  types: ["SECRET"],
  *find(scan) {
    const { text } = scan;
    const runs = longRuns(text);
    if (runs.length === 0) return;
    const hits = namesIn(scan);
    let next = 0;
    for (const start of runs) {
      while (next < hits.length && (hits[next] as KeywordHit).end <= start) next++;
      const last = hits[next - 1];
      if (last === undefined || start - last.end > window) continue;
      longest.lastIndex = start;
      const value = (longest.exec(text)?.[0] ?? "").replace(/[.~-]+$/, "");
      if (text[start + value.length] === "(" || !isSecretLike(value) || isCalledPublic(text, start, value))
        continue;
      const word = announcementOf(text, start, value, hits, next);
      if (word === undefined) continue;
      const [wholeStart, wholeEnd] = wholeOf(text, start, start + value.length, word.end);
      yield {
        start: wholeStart,
        end: wholeEnd,
        type: "SECRET",
        score: 0.6,
        evidence: "contextual",
        recogniser: "near-credential",
        why: [`entropy ${entropy(value).toFixed(1)}`, `context "${word.word}"`],
      } satisfies Finding;
    }
  },
};

/** How far after the word the value may begin. */
const window = 96;
const longest = /(?:[\w+/~.-]|%[0-9A-F]{2}){14,4096}={0,3}/y;
/**
 * Where at least fourteen characters begin that a value may be made of, among them a digit or a capital within a word:
 * what a regular expression does, but fast.
 */
function longRuns(text: string): readonly number[] {
  const starts: number[] = [];
  let start = 0;
  let before = 0;
  let isNoWord = false;
  for (let index = 0; index <= text.length; index++) {
    const code = index < text.length ? text.charCodeAt(index) : 0;
    const kind = code < 128 ? (ofValues[code] as number) : 0;
    if (kind !== 0) {
      isNoWord ||= kind === digit || (kind === capital && before === small);
    } else {
      if (isNoWord && index - start >= 14) starts.push(start);
      start = index + 1;
      isNoWord = false;
    }
    before = kind;
  }
  return starts;
}

const sign = 1;
const digit = 2;
const capital = 3;
const small = 4;
const ofValues = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/\d/.test(character)) return digit;
  if (/[A-Z]/.test(character)) return capital;
  if (/[a-z]/.test(character)) return small;
  return /[_+/~.%-]/.test(character) ? sign : 0;
});
/** The nearest name before the value that can mean it, among the hits up to `next`; a placeholder parts them. */
function announcementOf(
  text: string,
  start: number,
  value: string,
  hits: readonly KeywordHit[],
  next: number,
): KeywordHit | undefined {
  // A stream has forgotten a word within a long run that has gone by.
  const known = Math.max(0, start - 200);
  for (let index = next - 1; index >= 0; index--) {
    const hit = hits[index] as KeywordHit;
    if (start - hit.end > window || text.slice(hit.end, start).includes(opaque)) return undefined;
    if (known > 0 && !/\s/.test(text.slice(known, hit.start))) return undefined;
    if (announces(text, hit) && canMean(text, hit, start, value)) return hit;
  }
  return undefined;
}

function isSecretLike(value: string): boolean {
  if (value.length < 14 || /^sha\d{1,3}-/.test(value) || isPlaceholderValue(value) || !looksRandom(value))
    return false;
  if (isSequence(value) || className.test(value)) return false;
  if (/^[a-f0-9-]+$/i.test(value)) return entropy(value) >= 2.8;
  // Names in programs are joined of short words; so are few values.
  if (/[\da-f]{8}-[\da-f]{4}-/i.test(value)) return true;
  const parts = value.split(/[^A-Za-z0-9]+/).filter((part) => part.length >= 14 && /\d/.test(part));
  if (entropy(value) < (value.length < 20 ? 2.8 : 3.2)) return false;
  return parts.length > 0 ? !parts.every(isOfWords) : surprise(value) >= 5.2 && !isOfWords(value);
}

/** `ed25519.Ed25519PrivateKey`. */
const className =
  /^(?:\w+\.)?[A-Z][A-Za-z]{0,40}\d{0,5}[A-Za-z]{0,40}(?:Key|Array|Buffer|Type|Error|Handler)$/;

/** With what colons, bars and the like join to it, as far as it is random too, but not into the word. */
function wholeOf(text: string, start: number, end: number, wordEnd: number): readonly [number, number] {
  const before = joinedBefore.exec(text.slice(Math.max(wordEnd, start - 48), start))?.[1] ?? "";
  const after = joinedAfter.exec(text.slice(end, end + 512))?.[0].replace(/[.-]+$/, "") ?? "";
  return [start - (/\d/.test(before) ? before.length : 0), end + after.length];
}

const joinedBefore = /(?:^|["'`\s=])([\w.-]{1,40}[:!|$])$/;
const joinedAfter = /^(?:[:!|$][\w+/.-]{2,200}){1,4}={0,3}/;
