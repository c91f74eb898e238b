import type { Finding, Recogniser } from "../finding.ts";
import { type AssignedValue, valueAfter, wholeEnd } from "./assigned-value.ts";
import { wordsIn } from "./credential-words.ts";
import { isPlainWord, isSentence, looksLikePassword } from "./password-like.ts";
import { isPlaceholderValue, isReference } from "./placeholder-value.ts";
import { looksRandom } from "./random.ts";
import { credentialNames, looseNames, passwordNames, shortNames } from "./secret-names.ts";
import { services } from "./services.ts";

/**
 * `password=…`, `"api_key": "…"`, `setProperty("DISCORD_TOKEN", "…")`: a value whose name says that it is secret, or
 * names a service and looks like its key.
 */
export const keyValueRecogniser: Recogniser = {
  name: "key-value",
  types: ["SECRET"],
  *find(scan) {
    const { text } = scan;
    let from = 0;
    for (const { word, start: wordStart, end } of wordsIn(scan).hits) {
      if (!names.has(word)) continue;
      if (end <= from || (shortNames.has(word) && isWithinWord(text, wordStart, end))) continue;
      const value = valueAfter(text, wordStart, end);
      if (value === undefined || namesOther(text, word, wordStart, value.name) || !isSecret(word, value))
        continue;
      from = wholeEnd(text, wordStart, value);
      yield {
        start: value.start,
        end: from,
        type: "SECRET",
        score: value.quoted ? 0.9 : 0.8,
        evidence: "secret",
        recogniser: "key-value",
        why: [`named "${word}"`],
      } satisfies Finding;
    }
  },
};

function isSecret(word: string, { text, quoted, assigned, calls }: AssignedValue): boolean {
  if (calls || isPlaceholderValue(text)) return false;
  if (services.has(word) && text.length < 14) return false;
  if (!passwords.has(word)) return looksRandom(text);
  if (!assigned) return looksLikePassword(text);
  return quoted
    ? !isSentence(text) && !isReference(text)
    : !isReference(text) && !(isPlainWord(text) && !assignsPlainly.test(assigned));
}

/** Names of what is no secret itself: `credentialsId`, `secret_name`, `publicToken`. */
function namesOther(text: string, word: string, start: number, rest: string): boolean {
  if (services.has(word)) return false;
  return (
    /^s?[_.-]?(?:ids?|name|arn|ur[il]|path|file|type|endpoint|length|count|ttl|version|ref|label|method|format|algorithm|policy|scopes?|field|prefix)$/i.test(
      rest,
    ) || /(?:public|foreign|primary|cache)[_.-]?$/i.test(text.slice(Math.max(0, start - 9), start))
  );
}

/** What follows is meant literally, whatever word it is: `password=hunter`, but not "password: required". */
const assignsPlainly = /=/;

/** "bypass" and "passport" hold no password. */
function isWithinWord(text: string, start: number, end: number): boolean {
  const before = text[start - 1] ?? "";
  const hump = /\p{Lu}/u.test(text[start] ?? "") && /\p{Ll}/u.test(before);
  return (/\p{L}/u.test(before) && !hump) || /\p{Ll}/u.test(text[end] ?? "");
}

const passwords = new Set([...passwordNames, ...shortNames]);
const names = new Set([...passwords, ...credentialNames, ...looseNames, ...services]);
const secretNames = new RegExp(
  `(?:${[...passwordNames, ...credentialNames].join("|").replaceAll(".", "\\.")}|(?:^|[^a-z])(?:${[...shortNames].join("|")}))s?$`,
  "i",
);

/** Whether a field of this name holds a secret and nothing else: `dbPassword`, `api_key`; not `tokenCount`. */
export function namesSecret(field: string): boolean {
  return secretNames.test(field);
}
