import type { Finding, Recogniser } from "../finding.ts";
import { type AssignedValue, valueAfter, wholeEnd } from "./assigned-value.ts";
import { isLoose, namesIn } from "./credential-words.ts";
import { isPlainWord, isSentence, looksLikePassword } from "./password-like.ts";
import { isPlaceholderValue, isReference } from "./placeholder-value.ts";
import {
  describesSecret,
  isCalledDigest,
  isFileName,
  isInResourceName,
  isPublicKind,
} from "./public-value.ts";
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
  announcedBy: { test: namesSecret },
  *find(scan) {
    const { text } = scan;
    let from = 0;
    for (const { word, start: wordStart, end } of namesIn(scan)) {
      if (!names.has(word) || end <= from) continue;
      const value = valueAfter(text, wordStart, end);
      if (value === undefined || namesOther(text, word, wordStart, value)) continue;
      if (!isSecret(word, value, isWeak(text, word, wordStart, end, value))) continue;
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

function isSecret(word: string, { text, quoted, assigned, calls }: AssignedValue, weak: boolean): boolean {
  if (calls || isPlaceholderValue(text)) return false;
  // "AWS::EC2::Instance" is a path of names.
  if (services.has(word) && (text.length < 14 || assigned === "::")) return false;
  if (!passwords.has(word)) return looksRandom(text);
  if (weak) return looksLikePassword(text);
  return quoted
    ? !isSentence(text) && !isReference(text)
    : !isReference(text) && !(isPlainWord(text) && !assignsPlainly.test(assigned));
}

/** Whether a password's name hardly assigns it: it is followed by it, one of a list, or the verb "pass". */
function isWeak(text: string, word: string, start: number, end: number, value: AssignedValue): boolean {
  const { assigned } = value;
  if (assigned === "") return true;
  if (assigned === ",")
    return (
      !/^["'`]\s?,/.test(text.slice(end, value.start)) ||
      !/[([{]\s?["'`][\w.-]*$/.test(text.slice(Math.max(0, start - 40), start))
    );
  return shortNames.has(word) && /^(?:\(|[a-z]+)$/.test(assigned);
}

/** Names of what is no secret itself: `credentialsId`, `secret_name`, `publicToken`. */
function namesOther(text: string, word: string, start: number, value: AssignedValue): boolean {
  const rest = value.name;
  if (isInResourceName(text, start) || isFileName(rest)) return true;
  if (isLoose(word) && imageDigest.test(value.text)) return true;
  if (services.has(word)) return isCalledDigest(text, value.start, value.text);
  return describesSecret(rest) || isPublicKind(text, start);
}

/** `azure:1.2@sha256:…`: an image of a container. */
const imageDigest = /@sha256:[\da-f]{64}$/;

/** What follows is meant literally, whatever word it is: `password=hunter`, but not "password: required". */
const assignsPlainly = /=/;

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
