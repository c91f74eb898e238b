import { type KeyObject, randomUUID } from "node:crypto";
import * as z from "zod/v4";
import { type Digest, digestOf, type PublicKey, type SigningKey, sha256 } from "../crypto/index.ts";
import { numericDate, publicKey, text, toNumericDate } from "./claim-types.ts";
import type { Delegation, Scopes } from "./delegation.ts";
import { refuse } from "./identity-error.ts";
import { readUnverifiedClaims, signJws, verifyJws } from "./jws.ts";
import { classifications, type Principal } from "./principal.ts";
import { scopesSchema } from "./scopes.ts";

/** Who accepts delegations and proofs. */
export const gateAudience = "urn:sallyport:gate";
/** Who signs the first hop. */
export const controlPlane = "urn:sallyport:control-plane";
/** The RFC 9396 type of our one entry in `authorization_details`. */
export const scopesType = "urn:sallyport:scopes:1";

const hopClaims = z.strictObject({
  iss: text,
  aud: z.string(),
  /** The human, at every hop. */
  sub: text,
  tenant: text,
  /** The delegate (RFC 8693 §4.1). */
  act: z.strictObject({ sub: text }),
  /** The delegate's key (RFC 7800): the next hop, or the proof, must be signed with it. */
  cnf: z.strictObject({ jwk: publicKey }),
  jti: text,
  iat: numericDate,
  exp: numericDate,
  authorization_details: z.tuple([scopesSchema.extend({ type: z.literal(scopesType) })]),
});
const firstHopClaims = hopClaims.extend({
  roles: z.array(text),
  groups: z.array(text),
  clearance: z.enum(classifications),
});
const laterHopClaims = hopClaims.extend({
  /** SHA-256 of the parent token. */
  prf: z.string(),
});

/** A hop's content, whichever form it travels in. Times in ms. */
export interface HopClaims {
  readonly id: string;
  readonly issuer: string;
  readonly audience: string;
  readonly subject: string;
  readonly tenant: string;
  readonly agent: string;
  readonly key: PublicKey;
  readonly scopes: Scopes;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** First hop only: the human as the control plane verified them. */
  readonly principal?: Principal;
  /** Later hops only. */
  readonly parentDigest?: string;
}

export type NewHop = Omit<HopClaims, "id" | "audience">;

/** Signs a hop with its delegator's key. */
export function signHop(key: SigningKey, hop: NewHop): string {
  return signJws(key, "sallyport-hop+jwt", {
    iss: hop.issuer,
    aud: gateAudience,
    sub: hop.subject,
    tenant: hop.tenant,
    ...(hop.principal === undefined ? {} : attributesOf(hop.principal)),
    act: { sub: hop.agent },
    cnf: { jwk: hop.key },
    ...(hop.parentDigest === undefined ? {} : { prf: hop.parentDigest }),
    jti: `hop_${randomUUID()}`,
    iat: toNumericDate(hop.issuedAt),
    exp: toNumericDate(hop.expiresAt),
    authorization_details: [{ type: scopesType, ...hop.scopes }],
  });
}

/**
 * One hop that `key` signed. `index` counts from 0, the human's hop.
 *
 * @throws {SallyportError} `ERR_IDENTITY_DELEGATION_*`.
 */
export function verifyHop(token: string, index: number, key: KeyObject, keyId: string): HopClaims {
  const name = nameOfHop(index);
  const claims = verifyJws(token, { type: "sallyport-hop+jwt", key, keyId, area: "DELEGATION", name });
  const hop = parseHop(claims, index);
  if (hop.audience !== gateAudience) {
    refuse("ERR_IDENTITY_DELEGATION_AUDIENCE", `${name} was issued for another audience.`);
  }
  return hop;
}

/** The hops as their holder reads them, to extend them; nothing is verified. */
export function readUnverifiedHops(delegation: Delegation): readonly HopClaims[] {
  return delegation.tokens.map((token, index) => parseHop(readUnverifiedClaims(token), index));
}

/** "Hop 1" is the one that the human gave. */
export function nameOfHop(index: number): string {
  return `Hop ${index + 1}`;
}

/** The `prf` of a hop below this token. */
export function digestOfToken(token: string): Digest {
  return sha256(token);
}

/** The chain's name in receipts and proofs. */
export function digestOfDelegation(delegation: Delegation): Digest {
  return digestOf("sallyport/delegation/v1", delegation.tokens);
}

function parseHop(claims: unknown, index: number): HopClaims {
  const parsed = index === 0 ? firstHopClaims.safeParse(claims) : laterHopClaims.safeParse(claims);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => issue.path.join(".") || "claims").join(", ");
    refuse(
      "ERR_IDENTITY_DELEGATION_MALFORMED",
      `${nameOfHop(index)} has missing or wrong claims: ${fields}.`,
    );
  }
  const { data } = parsed;
  const { type: _, ...scopes } = data.authorization_details[0];
  return {
    id: data.jti,
    issuer: data.iss,
    audience: data.aud,
    subject: data.sub,
    tenant: data.tenant,
    agent: data.act.sub,
    key: data.cnf.jwk,
    // Parsed from JSON, which has no undefined.
    scopes: scopes as Scopes,
    issuedAt: data.iat,
    expiresAt: data.exp,
    ...("prf" in data ? { parentDigest: data.prf } : { principal: principalFrom(data) }),
  };
}

function attributesOf({ roles, groups, clearance }: Principal) {
  return { roles, groups, clearance };
}

function principalFrom(claims: z.output<typeof firstHopClaims>): Principal {
  const { sub, tenant, roles, groups, clearance } = claims;
  return { type: "user", id: sub, tenant, roles, groups, clearance };
}
