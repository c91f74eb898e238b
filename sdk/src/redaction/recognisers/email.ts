import { wordBefore } from "../context.ts";
import type { Finding, Recogniser } from "../finding.ts";
import type { Scan } from "../scan.ts";
import { isTopLevelDomain } from "./domain.ts";

/** `local@domain` (RFC 5321 lengths, RFC 6531 letters) whose top-level domain exists, or an address literal. */
export const emailRecogniser: Recogniser = {
  name: "email",
  types: ["EMAIL"],
  readsPieces: true,
  find: findEmails,
};

function* findEmails({ text }: Scan): Generator<Finding> {
  if (aSpelledAt.test(text)) yield* findSpelledOut(text);
  let from = 0;
  let last = -1;
  for (let at = text.indexOf("@"); at !== -1; last = at, at = text.indexOf("@", at + 1)) {
    const written = localPart.exec(text.slice(Math.max(from, last + 1, at - 64), at))?.[0];
    if (written === undefined) continue;
    const domain = domainAt(text, at + 1);
    if (domain === undefined) continue;
    const end = at + 1 + domain.name.length;
    const local =
      written.length === at && end === text.length
        ? written
        : withoutSurroundings(written, text.slice(end, end + 2));
    const start = at - local.length;
    if (brokenLocalPart.test(text.slice(Math.max(0, start - 3), start))) continue;
    if (local === "git" && text[end] === ":") continue; // git@host:path is a remote, not a person
    if (userinfo.test(text.slice(Math.max(0, start - 160), start))) continue;
    const word = domain.exists ? undefined : wordBefore(text, start, words);
    if (!domain.exists && word === undefined) continue;
    from = end;
    const why = word === undefined ? "its top-level domain exists" : `context "${word.toLowerCase()}"`;
    const score = word === undefined ? 0.95 : 0.6;
    yield { start, end, type: "EMAIL", score, evidence: "structured", recogniser: "email", why: [why] };
  }
}

/** Written so that machines don't see it: `bob (at) example (dot) com`, `bob[at]example.com`, `bob AT example DOT com`. */
function* findSpelledOut(text: string): Generator<Finding> {
  for (const { 0: written, 1: name = "", index } of text.matchAll(spelledOut)) {
    // "Look at example.com" is no address: without brackets, the dot has to be spelled out as well.
    if (!isTopLevelDomain(name) || !/[([{<] ?at ?[)\]}>]|[ )\]}>]dot[ ([{<]/i.test(written)) continue;
    const end = index + written.length;
    const why = ["at and dot spelled out"];
    yield { start: index, end, type: "EMAIL", score: 0.8, evidence: "structured", recogniser: "email", why };
  }
}

const aSpelledAt = /[([{<] ?at ?[)\]}>]|\w AT \w/i;
const spelledOut =
  /(?<![\w.+-])[\w.+-]{1,64} ?(?:[([{<] ?at ?[)\]}>]| AT ) ?(?:[a-z0-9-]{1,63} ?(?:[([{<] ?dot ?[)\]}>]| DOT |\.) ?){1,4}([a-z]{2,24})(?![\w-])/gi;

const atom = "[\\p{L}\\p{M}\\p{N}_!#$%&'*+/=?^`{|}~-]";
/** Tried on at most 64 characters, and only where an atom begins: each of them is read once. */
const localPart = new RegExp(`(?:"[^"\\n@]{1,62}"|(?<!${atom})${atom}+(?:\\.${atom}+)*)$`, "u");
/** A dot before the match that belongs to it: not a dot-atom (RFC 5322), and no ellipsis either. */
const brokenLocalPart = /(?:^|\s)\.$|[\p{L}\p{N}]\.\.$/u;
/**
 * RFC 5322 allows nearly every sign in a name; where text stands around, those before its first letter belong to that
 * text (quotes, code, Markdown, paths), and so does the name of a field or a parameter: `to=bob@…`. What goes on after a
 * dot is a file's name, in its folders.
 */
function withoutSurroundings(written: string, next: string): string {
  const local = /^\.\w/.test(next) ? written.slice(written.lastIndexOf("/") + 1) : written;
  const name = /^\/.*\/(?=.)|(?:^|[?&/])[\w.-]{1,32}=(?=.)/.exec(local)?.[0] ?? "";
  const rest = local.slice(local.indexOf(name) + name.length).replace(/^[^\p{L}\p{N}"_]+(?=.)/u, "");
  return next.startsWith("_") && /^_./.test(rest) ? rest.slice(1) : rest;
}

const words = /\be-?mails?\b|\bmail\b|contact|reach|write to|address/i;
const literal = /^\[(?:[\d.]{7,15}|IPv6:[\da-f:.]{3,45})\]/i;
const plainDomain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*/i;
const domainInAnyLetters =
  /^(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+\p{L}[\p{L}\p{M}\p{N}-]*/u;

const beyondAscii = /[^\t-~]/;

interface Domain {
  readonly name: string;
  readonly exists: boolean;
}

function domainAt(text: string, start: number): Domain | undefined {
  const rest = text.slice(start, start + 255);
  const address = literal.exec(rest)?.[0];
  if (address !== undefined) return { name: address, exists: true };
  // Plain letters first: in running Chinese or Japanese, the next word follows without a space.
  const domains = beyondAscii.test(rest) ? [plainDomain, domainInAnyLetters] : [plainDomain];
  const written = domains.flatMap((pattern) => pattern.exec(rest)?.[0] ?? []);
  const names = [...written, ...written.flatMap(withoutExtensions)];
  const existing = names.find((name) => isTopLevelDomain(name.slice(name.lastIndexOf(".") + 1)));
  const name = existing ?? names.find((each) => /\.\p{L}[\p{L}\p{M}]+$/u.test(each));
  return name === undefined ? undefined : { name, exists: existing !== undefined };
}

/** A file that is named after somebody goes on with its own extensions: `bob@example.com.tar.gz`. */
function withoutExtensions(name: string): readonly string[] {
  const once = name.replace(extension, "");
  return [once, once.replace(extension, "")].filter((each) => each.includes("."));
}

const extension = /\.\w{1,5}$/;

/** `scheme://user:` before it: then this is a password and a host. */
const userinfo = /:\/\/[^\s/@]*:$/;
