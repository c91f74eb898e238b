import { untilPlaceholder } from "../context.ts";
import type { Finding, Recogniser } from "../finding.ts";
import { Keywords } from "../keywords.ts";
import { isPlaceholderValue } from "./placeholder-value.ts";
import { entropy, looksRandom, surprise } from "./random.ts";
import { services } from "./services.ts";

/** A long random value shortly after a word for a credential, though not assigned to it in a way one can parse. */
export const nearCredentialRecogniser: Recogniser = {
  name: "near-credential",
  types: ["SECRET"],
  needs: /[\w+/~.-]{14}/,
  *find({ text }) {
    let from = 0;
    for (const { word, start: wordStart, end } of words.find(text)) {
      if (loose.has(word) && isPartOfWord(text, wordStart, end)) continue;
      if (otherKey.test(text.slice(Math.max(0, wordStart - 9), wordStart))) continue;
      const begin = Math.max(from, end);
      for (const match of untilPlaceholder(text.slice(begin, end + window)).matchAll(candidate)) {
        const start = begin + match.index;
        if (start < from) continue;
        // The word itself was part of the value: it says nothing about it.
        if (/^[A-Za-z0-9+/]{2}/.test(text.slice(start - 1, start + 1))) continue;
        longest.lastIndex = start;
        const value = (longest.exec(text)?.[0] ?? "").replace(/[.~-]+$/, "");
        from = start + value.length;
        if (!isSecretLike(value) || notSecret.test(text.slice(Math.max(0, start - 24), start))) continue;
        const [wholeStart, wholeEnd] = wholeOf(text, start, from, end);
        from = wholeEnd;
        yield {
          start: wholeStart,
          end: wholeEnd,
          type: "SECRET",
          score: 0.6,
          evidence: "contextual",
          recogniser: "near-credential",
          why: [`entropy ${entropy(value).toFixed(1)}`, `context "${word}"`],
        } satisfies Finding;
      }
    }
  },
};

/** Words that other words contain, and names of services: these must stand by themselves or in a compound name. */
const loose = new Set(["key", "api", "auth", ...services]);
const words = new Keywords([
  ...loose,
  "password",
  "passwd",
  "secret",
  "token",
  "credential",
  "apikey",
  "api key",
  "api_key",
  "api-key",
  "access key",
  "access_key",
  "accesskey",
  "private key",
  "private_key",
  "privatekey",
  "bearer",
  "webhook",
  "login",
]);
/** How far after the word the value may begin. */
const window = 96;
const candidate = /(?<![\w+/~.%-])[\w+/~.-]{14}/g;
const longest = /(?:[\w+/~.-]|%[0-9A-F]{2}){14,4096}={0,3}/y;
/** Right before it: says that it is a checksum, a revision or a public value. */
const notSecret =
  /(?:sha\d{1,3}[-:=]|integrity|checksum|h1:|digest|commit|revision|\brev|hash|version|public|\bid|fingerprint|ssh-\w{3,8}|nistp\d+|recv-keys|using \w{3} key|PUBLIC KEY-{5})["'\s:={}(]{0,6}$|v\d[\w.]{0,12}-$/i;

/** Right before the word: a key that everyone may see. */
const otherKey = /(?:public|foreign|primary|cache)[_. -]?$/i;

function isPartOfWord(text: string, start: number, end: number): boolean {
  const around = text.slice(Math.max(0, start - 1), end + 1);
  return (
    (/^[a-z][a-z]/.test(around) && start > 0) ||
    (/[a-z][a-z]$/.test(around) && end < text.length && !/^s(?![a-z])/.test(text.slice(end, end + 2)))
  );
}

function isSecretLike(value: string): boolean {
  if (value.length < 14 || /^sha\d{1,3}-/.test(value) || isPlaceholderValue(value) || !looksRandom(value))
    return false;
  if (/^[a-f0-9-]+$/i.test(value)) return entropy(value) >= 2.8;
  // Names in programs are joined of short words; so are few values.
  const isLong = value.split(/[^A-Za-z0-9]+/).some((part) => part.length >= 14 && /\d/.test(part));
  return entropy(value) >= 3.2 && (isLong || surprise(value) >= 5.2);
}

/** With what colons, bars and the like join to it, as far as it is random too, but not into the word. */
function wholeOf(text: string, start: number, end: number, wordEnd: number): readonly [number, number] {
  const before = joinedBefore.exec(text.slice(Math.max(wordEnd, start - 48), start))?.[1] ?? "";
  const after = joinedAfter.exec(text.slice(end, end + 512))?.[0] ?? "";
  return [start - (/\d/.test(before) ? before.length : 0), end + after.length];
}

const joinedBefore = /(?:^|["'`\s=])([\w.-]{1,40}[:!|$])$/;
const joinedAfter = /^(?:[:!|$][\w+/.-]{2,200}){1,4}={0,3}/;
