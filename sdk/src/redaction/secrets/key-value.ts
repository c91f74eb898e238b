import type { Finding, Recogniser } from "../finding.ts";
import { Keywords } from "../keywords.ts";
import { isPlaceholderValue } from "./placeholder-value.ts";
import { looksRandom } from "./random.ts";
import { services } from "./services.ts";

/**
 * `password=…`, `"api_key": "…"`, `setProperty("DISCORD_TOKEN", "…")`: a value whose name says that it is secret, or
 * names a service and looks like its key.
 */
export const keyValueRecogniser: Recogniser = {
  name: "key-value",
  types: ["SECRET"],
  *find({ text }) {
    let from = 0;
    for (const { word, start: wordStart, end } of names.find(text)) {
      if (end <= from || (word === "pass" && isWithinWord(text, wordStart, end))) continue;
      const found = valueAfter(text, end);
      if (found === undefined) continue;
      const { start, value, quoted, plainWords } = found;
      if (isPlaceholderValue(value)) continue;
      if (!(passwords.has(word) && !plainWords) && !looksRandom(value)) continue;
      if (services.has(word) && value.length < 14) continue;
      from = start + value.length;
      yield {
        start,
        end: start + value.length,
        type: "SECRET",
        score: quoted ? 0.9 : 0.8,
        evidence: "secret",
        recogniser: "key-value",
        why: [`named "${word}"`],
      } satisfies Finding;
    }
  },
};

/** "bypass" and "passport" hold no password. */
function isWithinWord(text: string, start: number, end: number): boolean {
  return /\p{L}/u.test(text[start - 1] ?? "") || /\p{L}/u.test(text[end] ?? "");
}

const passwords = new Set([
  "password",
  "passwd",
  "passphrase",
  "passcode",
  "pwd",
  "passwort",
  "contraseña",
  "mot de passe",
]);
const credentials = [
  "secret",
  "token",
  "credential",
  "bearer",
  "authorization",
  // By itself or after a sign only: `pass`, `db_pass`, not `bypass`.
  "pass",
  ...[
    "api",
    "access",
    "auth",
    "private",
    "signing",
    "encryption",
    "account",
    "shared",
    "client",
    "master",
    "secret",
  ].flatMap((kind) => [`${kind}key`, `${kind}_key`, `${kind}-key`, `${kind} key`]),
];
const names = new Keywords([...passwords, ...credentials, ...services]);
const inside = credentials.filter((word) => word !== "pass");
const secretNames = new RegExp(`(?:${[...passwords, ...inside].join("|")}|(?:^|[^a-z])pass)s?$`, "i");

/** Whether a field of this name holds a secret and nothing else: `dbPassword`, `api_key`; not `tokenCount`. */
export function namesSecret(field: string): boolean {
  return secretNames.test(field);
}

/** The rest of the name, the assignment in any language's way, and a quote. */
const assignment =
  /[\w.-]{0,24}["'`\]]{0,2}\)?(?:[ \t]{1,4}(?:string|str|String))?[ \t]{0,4}(?:[:?.]{0,3}=>?|={1,3}|:{1,3}|=>|->|,(?=\s?["'`])|[ \t]is(?=[ \t])|>(?:\n[ \t]{0,12})?|(?<=--?[\w-]{1,30})(?=[ \t]))[ \t]{0,4}(?:(?:bearer|basic|token|api-token) {1,2})?(?:\\?["'`]|\\u0022)?/iy;
const bare = /[^\s"'`,;<>()[\]{}\\]{4,256}/y;
const inQuotes: Readonly<Record<string, RegExp>> = {
  '"': /[^"\n\\]{4,80}(?=\\?")/y,
  "'": /[^'\n\\]{4,80}(?=\\?')/y,
  "`": /[^`\n\\]{4,80}(?=\\?`)/y,
};

interface Value {
  readonly start: number;
  readonly value: string;
  readonly quoted: boolean;
  /** "the password is wrong", "token: none": prose rather than an assignment. */
  readonly plainWords: boolean;
}

function valueAfter(text: string, end: number): Value | undefined {
  assignment.lastIndex = end;
  const assigned = assignment.exec(text)?.[0];
  if (assigned === undefined) return undefined;
  const start = end + assigned.length;
  const quote = /["'`]$/.exec(assigned)?.[0];
  const pattern = (quote !== undefined && inQuotes[quote]) || bare;
  pattern.lastIndex = start;
  const value = pattern.exec(text)?.[0] ?? (pattern === bare ? undefined : matchBare(text, start));
  if (value === undefined) return undefined;
  const plainWords = quote === undefined && /^\p{L}{1,20}[.!?]?$/u.test(value) && !/=/.test(assigned);
  return { start, value, quoted: quote !== undefined, plainWords };
}

function matchBare(text: string, start: number): string | undefined {
  bare.lastIndex = start;
  return bare.exec(text)?.[0];
}
