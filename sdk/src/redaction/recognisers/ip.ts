import { isIP, isIPv4 } from "node:net";
import { wordBefore } from "../context.ts";
import type { Finding, Recogniser } from "../finding.ts";
import type { Scan } from "../scan.ts";

/** IPv4 and IPv6 addresses, with a zone or a prefix length; Node's parser decides. */
export const ipRecogniser: Recogniser = { name: "ip", types: ["IP"], find: findIps };

function* findIps({ text }: Scan): Generator<Finding> {
  for (const candidate of [ipv4, ipv6]) {
    for (const match of text.matchAll(candidate)) {
      const address = match[1] as string;
      if (isIP(address) === 0 || (isIPv4(address) && wordBefore(text, match.index, version, 12))) continue;
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
  /(?<![\w:.])((?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{1,4}|(?:\d{1,3}\.){3}\d{1,3})?)(?:%[\w.-]{1,16})?(?:\/\d{1,3})?(?![\w:]|\.\d)/gi;
const version = /(?:\bv|version|release)[ :=]?$/i;
