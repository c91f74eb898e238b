import type { Finding, Recogniser } from "../finding.ts";
import { isPlaceholderValue } from "./placeholder-value.ts";
import { isOfWords, looksRandom } from "./random.ts";

/** Secrets in addresses: passwords before the host, keys among the parameters, and what follows `/hooks/` or `/reset/`. */
export const urlSecretRecogniser: Recogniser = {
  name: "url-secret",
  types: ["SECRET"],
  readsPieces: true,
  needs: /:\/\//,
  *find({ text }) {
    for (let mark = text.indexOf("://"); mark !== -1; mark = text.indexOf("://", mark + 3)) {
      if (!/[a-z\d]$/i.test(text.slice(Math.max(0, mark - 1), mark))) continue;
      const begin = mark + 3;
      yield* findUserinfo(text, begin);
      const next = text.indexOf("://", begin);
      const address = text.slice(begin, Math.min(begin + longest, next === -1 ? text.length : next));
      for (const match of (anAddress.exec(address)?.[0] ?? "").matchAll(secretPart)) {
        const value = match[1] ?? match[2] ?? "";
        if (match[2] !== undefined && isOfWords(value)) continue;
        if (!looksRandom(value.slice(0, 256)) || isPlaceholderValue(value)) continue;
        const start = begin + match.index + match[0].length - value.length;
        yield secretAt(start, value, "secret in a URL");
      }
    }
  },
};

const longest = 4096;
const anAddress = /^[^\s"'<>`\\]*/;
/** A parameter that is named like a secret, or a part of a path after a word that announces one. */
const secretPart =
  /[?&#;](?:[\w.-]{0,24}(?:key|token|sig|signature|secret|auth|passw\w+|pwd|ticket|session|appid|code|hash|credential|jwt|saml\w*|otp)|k)=([^&#;,\s)*\]}]{12,2048})|\/(?:hooks?|webhooks?(?:\/(?!(?:tree|blob|commits?|raw|blame|compare)\/)[\w-]{1,24})?|keys?|tokens?|reset(?:-|_)?(?:password)?|password(?:-|_)?reset|invites?|invitations?|verify|confirm|activate|unsubscribe|magic|secrets?|api)\/([\w.~%=@-]{16,512}(?:\/[\w.~%=@-]{8,512}){0,4})(?=[/?#\s).,;]|$)/gi;

/** `scheme://user:password@host` and `scheme://token@host` (RFC 3986): the last `@` of the authority ends the userinfo. */
function* findUserinfo(text: string, begin: number): Generator<Finding> {
  const written = text.slice(begin, begin + 512);
  const strict = /^[^\s/?#"'<>]*/.exec(written)?.[0] ?? "";
  // People also write passwords with signs that ought to be encoded, as long as no port can be meant.
  const loose = /^[^\s/:@"'<>]{0,64}:(?!\d{1,5}[/?#])[^\s/"'<>]{1,200}@/.exec(written)?.[0];
  const authority = strict.includes("@") ? strict : (loose ?? strict);
  const at = authority.lastIndexOf("@");
  if (at === -1) return;
  const colon = authority.indexOf(":");
  if (colon !== -1 && colon < at) {
    const password = authority.slice(colon + 1, at);
    const user = authority.slice(0, colon);
    if (password === "x-oauth-basic" || password === "") {
      if (looksRandom(user)) yield secretAt(begin, user, "token in a URL");
    } else if (!isPlaceholderValue(password))
      yield secretAt(begin + colon + 1, password, "password in a URL");
  } else if (/^[\w-]{20,}$/.test(authority.slice(0, at))) {
    yield secretAt(begin, authority.slice(0, at), "token in a URL");
  }
}

function secretAt(start: number, value: string, rule: string): Finding {
  return {
    start,
    end: start + value.length,
    type: "SECRET",
    score: 0.95,
    evidence: "secret",
    recogniser: "url-secret",
    why: [rule],
  };
}
