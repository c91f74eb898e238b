import type { Finding, Recogniser } from "../finding.ts";
import { isPlaceholderValue } from "./placeholder-value.ts";

/** Secrets whose own form gives them away: private key blocks, JSON Web Tokens, passwords inside URLs and commands. */
export const structuredSecretRecogniser: Recogniser = {
  name: "secret-format",
  types: ["SECRET"],
  readsPieces: true,
  needs: /-----BEGIN|:\/\/|eyJ|ZXlK|uthorization|curl|private_key_id|:A|Q~|\.atlasv1\./,
  *find({ text }) {
    yield* findKeyBlocks(text);
    yield* findUserinfo(text);
    for (const { rule, marker, pattern, accepts } of formats) {
      if (!text.includes(marker)) continue;
      for (const match of text.matchAll(pattern)) {
        const value = match[1] ?? match[0];
        if (accepts?.(value) !== false)
          yield secretAt(match.index + match[0].lastIndexOf(value), value, rule);
      }
    }
  },
};

function secretAt(start: number, value: string, rule: string): Finding {
  return {
    start,
    end: start + value.length,
    type: "SECRET",
    score: 0.95,
    evidence: "secret",
    recogniser: "secret-format",
    why: [rule],
  };
}

/** Private keys in PEM form (RFC 7468), to their end line; where that is missing, as far as lines look like a key's. */
function* findKeyBlocks(text: string): Generator<Finding> {
  for (const { 0: head, index } of text.matchAll(keyBlockHead)) {
    const bodyStart = index + head.length;
    const mark = text.indexOf("-----", bodyStart);
    const tail =
      mark === -1 || mark - bodyStart > longestKey
        ? undefined
        : keyBlockEnd.exec(text.slice(mark, mark + 80))?.[0];
    const end =
      tail === undefined
        ? bodyStart + (keyLines.exec(text.slice(bodyStart, bodyStart + longestKey))?.[0].length ?? 0)
        : mark + tail.length;
    yield secretAt(index, text.slice(index, end), "private key block (RFC 7468)");
  }
}

const longestKey = 16_384;
const keyBlockHead = /-----BEGIN [A-Z0-9 ]{0,32}PRIVATE KEY(?: BLOCK)?-----/g;
const keyBlockEnd = /^-----END [A-Z0-9 ]{0,32}PRIVATE KEY(?: BLOCK)?-----/;
const keyLines = /^(?:(?:\s|\\n){1,8}[A-Za-z0-9+/=:,]{8,128})*/;

/** `scheme://user:password@host` and `scheme://token@host` (RFC 3986): the last `@` of the authority ends the userinfo. */
function* findUserinfo(text: string): Generator<Finding> {
  for (let mark = text.indexOf("://"); mark !== -1; mark = text.indexOf("://", mark + 3)) {
    const authority = /^[^\s/?#"'<>]*/.exec(text.slice(mark + 3, mark + 260))?.[0] ?? "";
    const at = authority.lastIndexOf("@");
    if (at === -1 || !/[a-z]$/i.test(text.slice(Math.max(0, mark - 1), mark))) continue;
    const colon = authority.indexOf(":");
    if (colon !== -1 && colon < at) {
      const password = authority.slice(colon + 1, at);
      const user = authority.slice(0, colon);
      if (password === "x-oauth-basic" || password === "") yield secretAt(mark + 3, user, "token in a URL");
      else if (!isPlaceholderValue(password)) yield secretAt(mark + 4 + colon, password, "password in a URL");
    } else if (/^[\w-]{20,}$/.test(authority.slice(0, at))) {
      yield secretAt(mark + 3, authority.slice(0, at), "token in a URL");
    }
  }
}

interface Format {
  readonly rule: string;
  /** Without it in the text, the pattern isn't tried. */
  readonly marker: string;
  readonly pattern: RegExp;
  readonly accepts?: (value: string) => boolean;
}

const formats: readonly Format[] = [
  {
    rule: "JSON Web Token (RFC 7519)",
    marker: "eyJ",
    pattern: /(?<![A-Za-z0-9])eyJ[\w/+-]{8,2000}\.[\w/+-]{2,8000}(?:\.[\w/+=-]{0,4000})?/g,
  },
  {
    rule: "JSON Web Token, encoded once more",
    marker: "ZXlK",
    pattern: /(?<![A-Za-z0-9])ZXlK[A-Za-z0-9+/_-]{30,8000}={0,2}/g,
  },
  {
    rule: "credentials of an HTTP request (RFC 9110)",
    marker: "uthorization",
    pattern:
      /\bauthorization["']?[ \t]{0,3}[:=][ \t]{0,3}["']?(?:bearer|basic|token|api-?token|digest|negotiate|apikey)[ \t]{1,3}([\w.~+/=-]{8,4000})/gi,
  },
  {
    rule: "user and password for curl",
    marker: "curl",
    pattern:
      /\bcurl\b[^\n]{0,300}?[ \t](?:-u|--user)(?:=|[ \t]{1,4})["']?([^\s"':]{1,64}["']?:["']?[^\s"']{3,128})/g,
    accepts: (value) => !/[$<{]\w*[}>]?$|:["']?\*+$/.test(value) || /\{[^}]{8,}\}/.test(value),
  },
  {
    rule: "service account's private key id",
    marker: "private_key_id",
    pattern: /"private_key_id":\s{0,4}"([a-f0-9]{40})"/g,
  },
  {
    rule: "Telegram bot token",
    marker: ":A",
    pattern: /(?<![A-Za-z0-9])\d{5,16}:A[\w-]{34}(?![\w-])/g,
  },
  {
    rule: "Azure client secret",
    marker: "Q~",
    pattern: /(?<![\w~.-])[\w~.]{3}\dQ~[\w~.-]{31,34}(?![\w~-])/g,
  },
  {
    rule: "Terraform Cloud token",
    marker: ".atlasv1.",
    pattern: /(?<![A-Za-z0-9])[a-z0-9]{14}\.atlasv1\.[\w=-]{60,70}/gi,
  },
];
