import type { Finding, Recogniser } from "../finding.ts";

/** Secrets whose own form gives them away: private key blocks, JSON Web Tokens, passwords inside URLs. */
export const structuredSecretRecogniser: Recogniser = {
  name: "secret-format",
  types: ["SECRET"],
  *find(text) {
    for (const { rule, pattern, accepts } of formats) {
      for (const match of text.matchAll(pattern)) {
        const value = match[1] ?? match[0];
        if (accepts !== undefined && !accepts(value)) continue;
        const start = match.index + match[0].indexOf(value);
        yield {
          start,
          end: start + value.length,
          type: "SECRET",
          score: 0.95,
          evidence: "secret",
          recogniser: "secret-format",
          why: [rule],
        } satisfies Finding;
      }
    }
  },
};

const formats: readonly { rule: string; pattern: RegExp; accepts?: (value: string) => boolean }[] = [
  {
    rule: "private key block (RFC 7468)",
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,32}PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\s:,."'\\-]{16,16384}?(?:-----END [A-Z0-9 ]{0,32}PRIVATE KEY(?: BLOCK)?-----|$)/g,
  },
  {
    rule: "JSON Web Token (RFC 7519)",
    pattern: /(?<![\w-])eyJ[\w-]{8,2000}\.[\w-]{2,8000}(?:\.[\w-]{0,4000})?/g,
    accepts: (value) => isJson(value.slice(0, value.indexOf("."))),
  },
  {
    rule: "password in a URL (RFC 3986, userinfo)",
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/?#"'<>]{0,64}:([^\s@/?#"'<>]{1,128})@(?=[\w[])/gi,
    accepts: (value) => !/^(?:\$|<|\{|%\(|\*+$|x+$|pass(?:word)?$)/i.test(value),
  },
];

function isJson(encoded: string): boolean {
  try {
    JSON.parse(Buffer.from(encoded, "base64url").toString("utf8"));
    return true;
  } catch {
    return false;
  }
}
