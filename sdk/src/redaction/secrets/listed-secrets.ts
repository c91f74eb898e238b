import { addressAround } from "./in-address.ts";
import { looksLikePassword } from "./password-like.ts";
import { isPlaceholderValue } from "./placeholder-value.ts";
import { isCalledPublic } from "./public-value.ts";
import { isSequence, looksRandom } from "./random.ts";

type Span = readonly [start: number, end: number, rule: string];

/**
 * Secrets that stand among others: cookies of a header, codes of a list, arguments of a call. `present` holds the
 * words that the text has.
 */
export function* findListed(text: string, present: ReadonlySet<string>): Generator<Span> {
  if (text.includes(";") || present.has("cookie")) yield* findCookies(text);
  if (present.has("code") && codeList.test(text)) yield* findCodes(text);
  yield* findArguments(text);
  if (userWords.some((word) => present.has(word))) yield* findLogins(text);
}

/** How far after what announces it a secret may begin: a stream remembers no more. */
const remembered = 200;

/** Cookies that hold more than a setting (RFC 6265): the first of a header, and each that follows a semicolon. */
function* findCookies(text: string): Generator<Span> {
  for (const match of text.matchAll(cookie)) {
    const value = match[1] ?? "";
    if (/[<>{}^]|^\.{0,2}\//.test(value) || !looksRandom(value.slice(0, 256)) || isPlaceholderValue(value))
      continue;
    const start = match.index + match[0].length - value.length;
    if (addressAround(text, start) !== undefined || isCalledPublic(text, start, value)) continue;
    yield [start, start + value.length, "cookie"];
  }
}

const cookie = /(?:\bcookie["']?\s{0,3}[:=]\s{0,3}["'`]?|;\s{0,2})[\w.-]{1,64}=([^;\s"'`,]{16,4096})/gi;

const codeList = /\b(?:recovery|backup|scratch|emergency|one-time)[ _-]?(?:access )?codes?\b/i;
const codes = new RegExp(
  `${codeList.source}[^\\n]{0,32}?[:=\\s]\\s{0,4}((?:[\\s,;*"'\\[\\].)-]{0,6}(?:\\d{1,2}[.)] )?[a-z0-9]{4,8}(?:[- ][a-z0-9]{4,8}){0,3}){1,10})`,
  "gi",
);

function* findCodes(text: string): Generator<Span> {
  for (const match of text.matchAll(codes)) {
    const list = match[1] ?? "";
    const begin = match.index + match[0].length - list.length;
    for (const code of list.matchAll(
      /(?<![a-z0-9])(?:[a-z0-9]{4,8}(?:[- ][a-z0-9]{4,8})+|\d{8})(?![a-z0-9])/gi,
    ))
      if (/\d/.test(code[0]) && !/^(?:19|20)\d\d/.test(code[0]))
        yield [begin + code.index, begin + code.index + code[0].length, "recovery code"];
  }
}

/** Calls that log in, and such as make a client with its key. */
const logsIn =
  /^(?:log_?in|log_?on|sign_?in|authenticate|auth|connect|get_?connection|create_?connection|mysqli?_connect|mysqli|pdo|credentials?|networkcredential|passwordauthentication|usernamepassword\w*|set_?basic_?auth|http_?basic_?auth|basic_?auth|add_?user|create_?user)$/i;
const makesClient =
  /^(?:new|init|initialize|start|setup|configure|connect|open|create|build|api|sdk|auth|with\w{0,12}|set_?token|set_?(?:api)?_?key|\w{0,32}(?:client|api|sdk|service|session|token|key|auth|connection|bot))$/i;
const makesOther =
  /(?:^|[a-z_])(?:Id|ID|UUID|Guid|Hash|Digest|Date|Error|BigInt\w*|BigNumber|Buffer|Array|URL|Blob|Commit|Sha\d*|Version|Symbol|Key(?:Path|Frame|board)\w*|Component|PublicKey|Regex\w*|RegExp)$/;
const isNew = /\bnew\s{1,3}[\w$.]{1,40}\s?$/;
const argumentList =
  /(?:\s{0,12}(?:[bru]?"[^"\n]{0,256}"|'[^'\n]{0,256}'|`[^`\n]{0,256}`|[^()\n"'`,]{1,80})\s{0,3},?){1,6}/y;

function* findArguments(text: string): Generator<Span> {
  for (let open = text.indexOf("("); open !== -1; open = text.indexOf("(", open + 1)) {
    const callee = nameBefore(text, open);
    if (callee === "") continue;
    const asUser = logsIn.test(callee);
    const asClient =
      (makesClient.test(callee) || isNew.test(text.slice(Math.max(0, open - 64), open))) &&
      !makesOther.test(callee);
    if (!asUser && !asClient) continue;
    argumentList.lastIndex = open + 1;
    const list = argumentList.exec(text)?.[0] ?? "";
    let position = 0;
    for (const { 2: value = "", index } of list.matchAll(/(["'`])([^"'`\n]{0,256})\1/g)) {
      const start = open + 1 + index + 1;
      if (start - open > remembered) break;
      if (asUser && position > 0 && looksLikePassword(value))
        yield [start, start + value.length, "password in a call"];
      else if (asClient && isKey(value) && !isCalledPublic(text, start, value))
        yield [start, start + value.length, "key in a call"];
      position++;
    }
  }
}

/** The name of what is called with the bracket at `open`. */
function nameBefore(text: string, open: number): string {
  const end = text[open - 1] === " " ? open - 1 : open;
  let start = end;
  while (start > 0 && end - start < 40 && isNameCode(text.charCodeAt(start - 1))) start--;
  return text.slice(start, end);
}

function isNameCode(code: number): boolean {
  const small = code | 32;
  return (small >= 97 && small <= 122) || (code >= 48 && code <= 57) || code === 95 || code === 36;
}

function isKey(value: string): boolean {
  return (
    value.length >= 20 &&
    /^[\w+/=.:~|!-]+$/.test(value) &&
    looksRandom(value) &&
    !isSequence(value) &&
    !isPlaceholderValue(value)
  );
}

const userWords = ["login", "logon", "user", "cred", "account"];

/** The words that {@link findListed} has to be told of. */
export const listWords: readonly string[] = ["cookie", "code", ...userWords];

/** `login admin / …`, `creds: admin:…`. */
function* findLogins(text: string): Generator<Span> {
  for (const match of text.matchAll(
    /\b(?:log[io]n|user(?:name)?|creds?|credentials?|account)\b[^\n]{0,16}?[:= ]\s?["'`]?[\w.@-]{2,40}["'`]?\s?[/:]\s?["'`]?([^\s"'`,;]{6,64})/gi,
  )) {
    const value = (match[1] ?? "").replace(/[.)]+$/, "");
    const end = match.index + match[0].length - (match[1] ?? "").length + value.length;
    const start = end - value.length;
    if (/\/.*\/|^sha\d+:/.test(value) || addressAround(text, end) !== undefined) continue;
    if (isCalledPublic(text, start, value)) continue;
    if (looksLikePassword(value)) yield [start, end, "password beside a user's name"];
  }
}
