import type { Finding, Recogniser } from "../finding.ts";
import { isPlaceholderValue } from "./placeholder-value.ts";

/** `password=…`, `"api_key": "…"`, `client secret: …`: a value whose name says that it is secret. */
export const keyValueRecogniser: Recogniser = { name: "key-value", types: ["SECRET"], find: findKeyValues };

function* findKeyValues(text: string): Generator<Finding> {
  for (const name of text.matchAll(names)) {
    const from = name.index + name[0].length;
    const assignment = assignments.exec(text.slice(from, from + 60))?.[0];
    if (assignment === undefined) continue;
    const start = from + assignment.length;
    const quote = /["'`]$/.exec(assignment)?.[0];
    const value = (quote === undefined ? bare : quoted[quote])?.exec(text.slice(start, start + 300))?.[0];
    if (value === undefined || isPlaceholderValue(value)) continue;
    const isPassword = /^p/i.test(name[0]) && !/^private/i.test(name[0]);
    if (isPassword ? /^\s|\bis\b/.test(assignment) && !looksRandom(value) : !looksRandom(value)) continue;
    yield {
      start,
      end: start + value.length,
      type: "SECRET",
      score: quote === undefined ? 0.8 : 0.9,
      evidence: "secret",
      recogniser: "key-value",
      why: [`named "${name[0].toLowerCase()}"`],
    };
  }
}

const names =
  /pass(?:word|wd|phrase|code)|pwd|secret|token|(?:api|access|auth|private|signing|encryption|account|shared)[ _-]?key|credentials?|bearer|authorization/gi;
/** The rest of the name, then `=`, `:`, `=>`, `:=` or "is", then an opening quote. */
const assignments =
  /^[\w.-]{0,24}["'`\]]{0,2}[ \t]{0,4}(?::=|=>|={1,3}|:|is)?(?<=[:=>s])[ \t]{0,4}(?:(?:bearer|basic|token) )?["'`]?/i;
const bare = /^[^\s"'`,;<>()[\]{}]{4,}/;
const quoted: Readonly<Record<string, RegExp>> = {
  '"': /^[^"\n]{4,}(?=")/,
  "'": /^[^'\n]{4,}(?=')/,
  "`": /^[^`\n]{4,}(?=`)/,
};

/** Whether a field of this name holds a secret and nothing else: `dbPassword`, `api_key`; not `tokenCount`. */
export function namesSecret(field: string): boolean {
  return wholeNames.test(field);
}

const wholeNames =
  /(?:pass(?:word|wd|phrase|code)|pwd|secret|(?:^|[_-])token|(?:access|refresh|id|auth|session|api)[_-]?token|(?:api|access|auth|private|signing|encryption|account|shared)[ _-]?key|credentials?|authorization)$/i;

function looksRandom(value: string): boolean {
  return value.length >= 8 && /\d/.test(value) && /[a-z]/i.test(value);
}
