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

const ipv4 = /(?<![\w.])((?:\d{1,3}\.){3}\d{1,3})(?:\/\d{1,2})?(?![\w]|\.\d)/g;
const ipv6 =
  /(?:(?<![\w:.])|(?<=(?<![\w:.-])[a-z][a-z_-]{1,15}[46]?:))((?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{1,4}|(?:\d{1,3}\.){3}\d{1,3})?)(?:%[\w.-]{1,16})?(?:\/\d{1,3})?(?![\w:]|\.\d)/gi;

/** Versions, and headings with four levels: "Section 4.1.2.7", "5.6.12.1. Epochs". */
function isOtherNumber(text: string, { 0: written, index }: RegExpExecArray): boolean {
  if (wordBefore(text, index, versionOrSection, 12) !== undefined) return true;
  if (/^ (?:version|release)\b/i.test(text.slice(index + written.length, index + written.length + 10)))
    return true;
  return (
    /(?:^|\n) {0,4}$/.test(text.slice(Math.max(0, index - 5), index)) &&
    /^\.\s/.test(text.slice(index + written.length, index + written.length + 2))
  );
}

const versionOrSection =
  /(?:\bv|version|release|revision|policy|section|chapter|table|figure|\bid-|§)[ :=]?$/i;

/** `::` between names of a program, and what is in hexadecimal by chance: `::add`. */
function isOperator(text: string, { 0: written, index }: RegExpExecArray): boolean {
  return /^::(?:[a-f]{1,4})?$/i.test(written) && wordBefore(text, index, addressWords, 24) === undefined;
}

const addressWords = /ipv6|\bip\b|address|unspecified|loopback|\bbind|listen/i;
