import { type KeyObject, sign, verify } from "node:crypto";
import type { SigningKey } from "../crypto/index.ts";
import { type JwsFailure, refuse } from "./identity-error.ts";

/**
 * JWS compact serialisation (RFC 7515) for the tokens that Sallyport itself makes and reads: EdDSA (RFC 8037)
 * and nothing else. jose reads what this writes and the other way round, which a test checks; this exists
 * because every action costs one signature and one verification, and the synchronous platform call takes
 * half the time. Foreign tokens (OIDC) go through jose.
 */
export function signJws(key: SigningKey, type: TokenType, claims: object): string {
  const header = { alg: "EdDSA", typ: type, kid: key.publicKey.kid };
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${sign(null, Buffer.from(input), key.keyObject).toString("base64url")}`;
}

/** Explicit types (RFC 8725 §3.11): a token made for one purpose is never read as another. */
export type TokenType = "sallyport-hop+jwt" | "sallyport-proof+jwt" | "sallyport-credential+jwt";

export interface JwsExpectation {
  readonly type: TokenType;
  readonly key: KeyObject;
  readonly keyId: string;
  /** Which error codes to use. */
  readonly area: "DELEGATION" | "PROOF" | "CREDENTIAL";
  /** What is being read, for people: "Hop 2". */
  readonly name: string;
}

/**
 * The claims of a token that `key` signed. The header may hold `alg`, `typ` and `kid` with exactly the
 * expected values: a header that brings its own key (`jwk`, `jku`, `x5c`), extensions (`crit`) or another
 * algorithm is refused before any cryptography.
 */
export function verifyJws(token: string, expected: JwsExpectation): unknown {
  const fail = (failure: JwsFailure, what: string): never =>
    refuse(`ERR_IDENTITY_${expected.area}_${failure}`, `${expected.name} ${what}.`);

  const parts = splitJws(token);
  if (parts === undefined) return fail("MALFORMED", "is not a JWS in compact form");
  const header = decode(parts.header);
  if (typeof header !== "object" || header === null) return fail("MALFORMED", "has no JSON header");
  const { alg, typ, kid, ...others } = header as Record<string, unknown>;
  if (alg !== "EdDSA") fail("ALGORITHM", "is not signed with EdDSA");
  if (Object.keys(others).length > 0) fail("HEADER", "has header parameters that are not accepted");
  if (typ !== expected.type) fail("HEADER", `is not of the type ${expected.type}`);
  if (kid !== expected.keyId) fail("KEY", "names another key than the one that must have signed it");

  const signature = Buffer.from(parts.signature, "base64url");
  // Base64url decoders ignore spare bits; two texts for one signature would give one chain two digests.
  if (signature.toString("base64url") !== parts.signature) fail("MALFORMED", "is not in canonical base64url");
  const signed = Buffer.from(`${parts.header}.${parts.payload}`);
  if (!verify(null, signed, expected.key, signature)) {
    fail("SIGNATURE", "was not signed by the key that must have signed it");
  }
  return decode(parts.payload);
}

/** The claims of a token that is not (yet) verified: for whoever holds it, never for whoever receives it. */
export function readUnverifiedClaims(token: string): unknown {
  const parts = splitJws(token);
  return parts === undefined ? undefined : decode(parts.payload);
}

/** The key that a token says it is signed with: to choose among trusted keys, and for nothing else. */
export function readUnverifiedKeyId(token: string): unknown {
  const header = decode(splitJws(token)?.header ?? "");
  return typeof header === "object" && header !== null && "kid" in header ? header.kid : undefined;
}

/** Far above any honest chain's token; keeps a hostile one from costing anything. */
const maxTokenLength = 16_384;
const compactForm = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;

function splitJws(token: string) {
  if (typeof token !== "string" || token.length > maxTokenLength) return undefined;
  const [, header, payload, signature] = compactForm.exec(token) ?? [];
  if (header === undefined || payload === undefined || signature === undefined) return undefined;
  return { header, payload, signature };
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
