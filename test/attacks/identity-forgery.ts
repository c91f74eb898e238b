import { createPublicKey, type KeyObject, sign } from "node:crypto";
import { compactVerify, decodeJwt, decodeProtectedHeader } from "jose";
import type { PublicKey, SigningKey } from "../../sdk/src/crypto/index.ts";
import type { Delegation } from "../../sdk/src/identity/index.ts";

/** What an attacker changes in a token; a value of undefined removes the field. */
export interface Change {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** The same token with something changed, signed by whatever key the attacker has. */
export function resign(token: string, change: Change, key: SigningKey): string {
  const header = { ...decodeProtectedHeader(token), kid: key.publicKey.kid, ...change.header };
  const input = `${encode(header)}.${encode({ ...decodeJwt(token), ...change.claims })}`;
  return `${input}.${sign(null, Buffer.from(input), key.keyObject).toString("base64url")}`;
}

/** The same token with something changed and the signature left as it was. */
export function tamper(token: string, change: Change): string {
  const [, , signature] = token.split(".");
  const header = { ...decodeProtectedHeader(token), ...change.header };
  return `${encode(header)}.${encode({ ...decodeJwt(token), ...change.claims })}.${signature}`;
}

/** The delegation with one hop replaced. */
export function replaceHop(delegation: Delegation, index: number, token: string): Delegation {
  return { tokens: delegation.tokens.with(index < 0 ? delegation.tokens.length + index : index, token) };
}

export interface NaiveAnswer {
  readonly human: unknown;
  readonly agent: unknown;
  readonly scopes: Record<string, unknown>;
}

/**
 * What a careful-looking verifier does that stops at the signatures: every hop is signed by the key that the
 * hop before it names, by the book (jose), and the last hop says what is allowed.
 */
export async function naiveVerify(delegation: Delegation, rootKey: PublicKey): Promise<NaiveAnswer> {
  let key = keyObjectOf(rootKey);
  let claims: ReturnType<typeof decodeJwt> = {};
  for (const token of delegation.tokens) {
    await compactVerify(token, key, { algorithms: ["EdDSA"] });
    claims = decodeJwt(token);
    key = keyObjectOf((claims.cnf as { jwk: PublicKey }).jwk);
  }
  return naiveRead(claims);
}

/** What a careless one does: it decodes the last hop. */
export function naiveDecode(delegation: Delegation): NaiveAnswer {
  return naiveRead(decodeJwt(delegation.tokens.at(-1) as string));
}

function naiveRead(claims: ReturnType<typeof decodeJwt>): NaiveAnswer {
  const [scopes] = claims.authorization_details as [Record<string, unknown>];
  return { human: claims.sub, agent: (claims.act as { sub: string }).sub, scopes };
}

export function keyObjectOf({ kty, crv, x }: PublicKey): KeyObject {
  return createPublicKey({ key: { kty, crv, x }, format: "jwk" });
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
