import type { Finding, Recogniser } from "../finding.ts";
import { wordsIn } from "./credential-words.ts";
import { findListed } from "./listed-secrets.ts";
import { findKeyBlocks } from "./private-keys.ts";
import { secretFormats } from "./secret-formats.ts";
import { findWebTokens } from "./web-tokens.ts";

/** Secrets whose own form or place gives them away: private keys, JSON Web Tokens, hashes, passwords in commands. */
export const structuredSecretRecogniser: Recogniser = {
  name: "secret-format",
  types: ["SECRET"],
  readsPieces: true,
  *find(scan) {
    const { text } = scan;
    const { present } = wordsIn(scan);
    for (const [start, end] of findKeyBlocks(text))
      yield secretAt(start, end, "private key block (RFC 7468)");
    for (const [start, end, rule] of findListed(text, present)) yield secretAt(start, end, rule);
    if (text.includes("eyJ"))
      for (const [start, end] of findWebTokens(text)) yield secretAt(start, end, "JSON Web Token (RFC 7519)");
    for (const { rule, markers, pattern, accepts } of secretFormats) {
      if (!markers.some((marker) => present.has(marker))) continue;
      for (const match of text.matchAll(pattern)) {
        const value = match[1] ?? match[0];
        const start = match.index + match[0].lastIndexOf(value);
        if (accepts?.(value) !== false) yield secretAt(start, start + value.length, rule);
      }
    }
  },
};

function secretAt(start: number, end: number, rule: string): Finding {
  return {
    start,
    end,
    type: "SECRET",
    score: 0.95,
    evidence: "secret",
    recogniser: "secret-format",
    why: [rule],
  };
}
