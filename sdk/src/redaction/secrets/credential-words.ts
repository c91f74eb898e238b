import { type KeywordHit, Keywords } from "../keywords.ts";
import type { Scan } from "../scan.ts";
import { listWords } from "./listed-secrets.ts";
import { isOfWords, looksRandom } from "./random.ts";
import { secretFormats } from "./secret-formats.ts";
import { credentialNames, looseNames, passwordNames, shortNames } from "./secret-names.ts";
import { services } from "./services.ts";
import { tokenFormats } from "./token-formats.ts";

/** Words that others contain, besides the services' names: only by themselves or in a compound name. */
const parts = ["key", "api", "auth"];
const words = new Keywords(
  new Set([
    ...passwordNames,
    ...shortNames,
    ...credentialNames,
    ...looseNames,
    ...parts,
    ...listWords,
    ...services,
    ...secretFormats.flatMap(({ markers }) => markers),
    ...tokenFormats.map(([, prefix]) => prefix.toLowerCase()),
  ]),
);

interface WordsIn {
  /** In the order of where they end. */
  readonly hits: readonly KeywordHit[];
  readonly present: ReadonlySet<string>;
}

const known = new WeakMap<Scan, WordsIn>();

/** Every word of the text that announces a secret, looked for once for all who ask. */
export function wordsIn(scan: Scan): WordsIn {
  let found = known.get(scan);
  if (found === undefined) {
    const hits = words.find(scan.text);
    found = { hits, present: new Set(hits.map(({ word }) => word)) };
    known.set(scan, found);
  }
  return found;
}

/** Words that others contain: these must stand by themselves or in a compound name. */
const loose = new Set([
  ...parts,
  ...shortNames,
  ...services,
  ...["session", "salt", "otp", "jwt", "senha", "heslo", "appid"],
]);
const announcing = new Set([...loose, ...passwordNames, ...credentialNames, ...looseNames, "login"]);
const announced = new WeakMap<Scan, readonly KeywordHit[]>();

/** Of those, the names of secrets and of services, where they are names: not within another word, nor within a value. */
export function namesIn(scan: Scan): readonly KeywordHit[] {
  let found = announced.get(scan);
  if (found === undefined) {
    const { text } = scan;
    found = wordsIn(scan)
      .hits.filter(
        ({ word, start, end }) =>
          announcing.has(word) &&
          !(loose.has(word) && isWithinWord(text, start, end)) &&
          (isUnlikely(word) || !isWithinValue(text, start, end)),
      )
      // "key" says nothing that "api_key" doesn't: the longest comes first.
      .filter(({ end }, index, hits) => end !== hits[index - 1]?.end);
    announced.set(scan, found);
  }
  return found;
}

/** Whether a name must stand by itself, and says little: "key", "session", a service. */
export function isLoose(word: string): boolean {
  return loose.has(word);
}

/** "bypass", "PASSING" and "globals" hold no name; `dbPass`, `DB_PASS` and `APIKey` do. */
function isWithinWord(text: string, start: number, end: number): boolean {
  return isInWord(text, start) || (isInWord(text, end) && !/^s(?![a-z])/.test(text.slice(end, end + 2)));
}

function isInWord(text: string, position: number): boolean {
  const around = text.slice(Math.max(0, position - 1), position + 2);
  return position > 0 && /^\p{L}\p{L}/u.test(around) && !/^\p{Ll}\p{Lu}|^\p{Lu}\p{Lu}\p{Ll}/u.test(around);
}

/** How far a run around a name is looked at. */
const around = 24;

/** Six given letters don't come up by chance; some of a thousand services would. */
function isUnlikely(word: string): boolean {
  return word.length >= 6 && !services.has(word);
}

/** Letters of a value can spell anything short: a name stands in a run that reads as words. */
function isWithinValue(text: string, start: number, end: number): boolean {
  let from = start;
  let to = end;
  while (from > start - around && isOfRun(text.charCodeAt(from - 1))) from--;
  while (to < end + around && isOfRun(text.charCodeAt(to))) to++;
  if (start - from + to - end < 8) return false;
  const run = text.slice(from, to);
  return looksRandom(run) && !isOfWords(run);
}

/** Letters, digits and the other signs of Base64. */
function isOfRun(code: number): boolean {
  const small = code | 32;
  return (small >= 97 && small <= 122) || (code >= 47 && code <= 57) || code === 43;
}
