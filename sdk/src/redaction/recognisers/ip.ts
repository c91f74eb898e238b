import { isIP, isIPv4 } from "node:net";
import { wordBefore } from "../context.ts";
import type { Finding, Recogniser } from "../finding.ts";
import type { Scan } from "../scan.ts";

/** IPv4 and IPv6 addresses, with a zone or a prefix length; Node's parser decides. */
export const ipRecogniser: Recogniser = {
  name: "ip",
  types: ["IP"],
  needs: /\d\.\d|:[\da-f]{0,4}:/i,
  find: findIps,
};

function* findIps({ text }: Scan): Generator<Finding> {
  for (const candidate of [ipv4, ipv6]) {
    for (const match of text.matchAll(candidate)) {
      const address = match[1] as string;
      const isOther = isIPv4(address) ? isOtherNumber(text, match) : isOperator(text, match);
      if (isIP(address) === 0 || (isOther && match[0] !== text.trim())) continue;
      yield {
        start: match.index,
        end: match.index + match[0].length,
        type: "IP",
        score: 0.9,
        evidence: "structured",
        recogniser: "ip",
        why: [`IPv${isIP(address)}`],
      };
    }
  }
}

const ipv4 = /(?<![^\W_]|\.)((?:\d{1,3}\.){3}\d{1,3})(?:\/\d{1,2})?(?![^\W_]|\.\d(?![a-z]))/g;
const ipv6 =
  /(?:(?<![\w:.])|(?<=(?<![\w:.-])[a-z][a-z_-]{1,15}[46]?:))((?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{1,4}|(?:\d{1,3}\.){3}\d{1,3})?)(?:%[\w.-]{1,16})?(?:\/\d{1,3})?(?![\w:]|\.\d(?![a-z]))/gi;

/** Versions, identifiers of objects, and headings with four levels: "Section 4.1.2.7", "5.6.12.1. Epochs". */
function isOtherNumber(text: string, { 0: written, index }: RegExpExecArray): boolean {
  const end = index + written.length;
  const behind = text.slice(end, end + 64);
  if (wordBefore(text, index, versionOrSection, 20) !== undefined) return true;
  if (/^ (?:version|release|paragraph)\b/i.test(behind)) return true;
  if (/^\.\s/.test(behind) && lineBegins.test(text.slice(Math.max(0, index - 13), index))) return true;
  // No heading has a hundred chapters, and no product as many releases.
  if (/\d{3}|^(?:10|127)\./.test(written)) return false;
  if (/^\]\(/.test(behind) && text[index - 1] === "[" && !behind.includes(written)) return true;
  if (
    wordBefore(text, index, objects, 48) !== undefined ||
    wordBefore(text, index, releases, 24) !== undefined
  )
    return true;
  return /^[ ,-]?\d*\.\d/.test(behind) && wordBefore(text, index, decimal, 12) !== undefined;
}

const versionOrSection =
  /(?:\bv|version|release|revision|policy|(?:sub)?section|(?:sub)?clauses?|paragraph|chapter|appendix|table|figure|\bid-|§|(?:section|clause)-|\b(?:up|down)graded? (?:[\w.]{1,8} )?to)[ :=]?$/i;
/** Where a heading may stand: with the marks of Markdown, HTML or a comment before it. */
const lineBegins = /(?:^|\n|>) {0,4}(?:[*#]{1,6} {1,2}|\/\/ ?)?$/;
const objects = /(?<![a-z])oid(?![a-z])/i;
/** `linux-2.6.11.9` is a release; what is called by its address says so. */
const releases =
  /(?<![a-z])(?!(?:ip|ipv4|addr|address|host|server|node|ns|dns|gw|from|to|src|dst)[-_])[a-z][a-z_]*[-_]$/i;
/** Coordinates in a row: `2.83-2.12 3.51.98.32 2.03`. */
const decimal = /(?:^|[\s,-])\d*\.\d+[\s,-]$/;

/** `::` between names of a program, what is in hexadecimal by chance (`::add`, `add::`), and parts of a list: `a[::2]`. */
function isOperator(text: string, { 0: written, index }: RegExpExecArray): boolean {
  if (/^\d{0,3}::\d{0,3}$/.test(written) && slice.test(text.slice(Math.max(0, index - 24), index)))
    return true;
  return (
    /^(?:[a-f]{1,4})?::(?:[a-f]{1,4})?$/i.test(written) &&
    wordBefore(text, index, addressWords, 24) === undefined
  );
}

const slice = /[\w)\]]\[(?:[-\w]*:[-\w]*, ?)*$/;
const addressWords = /ipv6|\bip\b|address|unspecified|loopback|\bbind|listen/i;
