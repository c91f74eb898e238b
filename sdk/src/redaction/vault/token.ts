import { createHmac } from "node:crypto";
import { canonicalJson } from "../../crypto/index.ts";

/** What stands for a value: `[[IBAN_…]]`. */
export function tokenText(type: string, token: string): string {
  return `[[${type}_${token}]]`;
}

/**
 * The same for the same value in a scope, and nothing to anybody without the scope's key: 100 bits of HMAC-SHA256 in
 * base32 (RFC 4648, lowercase).
 */
export function tokenFor(namingKey: Uint8Array, context: readonly string[], value: string | number): string {
  const mac = createHmac("sha256", namingKey)
    .update(canonicalJson(["sallyport/vault-token/v1", ...context, value]))
    .digest();
  let token = "";
  let bits = 0;
  let buffer = 0;
  for (const byte of mac) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5 && token.length < 20) {
      token += alphabet[(buffer >>> (bits - 5)) & 31];
      bits -= 5;
    }
  }
  return token;
}

const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

/**
 * A token as models write it back: with one bracket or none, in other case, with the underscore escaped for Markdown,
 * with spaces inside the brackets, percent-encoded. The twenty letters themselves must be right.
 */
export const tokenPattern =
  /(?:(?:\\?\[|%5B){1,2}[ \t]{0,2}|(?<![A-Za-z0-9]))([A-Z][A-Z0-9]{0,19}(?:\\?_[A-Z0-9]{1,19}){0,4}?)\\?_([a-z2-7]{20})(?![A-Za-z0-9])(?:[ \t]{0,2}(?:\\?\]|%5D){1,2})?/gi;

/** How long a token can be, brackets and escapes included. */
export const longestToken = 120;

/** How many characters at the end of a text may be the beginning of a token, and must wait for what follows. */
export function openTokenLength(text: string): number {
  const tail = text.slice(-longestToken);
  const bracket = /(?:\\?\[|%5B)(?:(?!\]\\?\]|%5D%5D).)*$/is.exec(tail)?.[0].length;
  return bracket ?? /[A-Za-z][\w\\]*$|[\\%][5B]?$/i.exec(tail)?.[0].length ?? 0;
}

export interface FoundToken {
  readonly start: number;
  readonly end: number;
  readonly type: string;
  readonly token: string;
}

export function tokensIn(text: string): readonly FoundToken[] {
  return [...text.matchAll(tokenPattern)].map((match) => {
    const [written, type = "", token = ""] = match;
    // A backslash before a token that nobody changed is the text's own.
    const before = intact.exec(written)?.index ?? 0;
    return {
      start: match.index + before,
      end: match.index + written.length,
      type: type.replaceAll("\\", "").toUpperCase(),
      token: token.toLowerCase(),
    };
  });
}

const intact = /\[\[[A-Z0-9_]+_[a-z2-7]{20}\]\]$/;
