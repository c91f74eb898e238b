import type { JSONWebKeySet } from "jose";
import * as z from "zod/v4";
import { refuse } from "./identity-error.ts";

/** Asymmetric only: with a shared secret, whoever verifies can also forge. */
const algorithms = [
  "EdDSA",
  "Ed25519",
  "ES256",
  "ES384",
  "ES512",
  "PS256",
  "PS384",
  "PS512",
  "RS256",
  "RS384",
  "RS512",
] as const;

/** https, or http on this machine alone: keys that came over an open line prove nothing. */
export const secureUrl = z.string().refine((text) => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username } = new URL(text);
  if (username !== "") return false;
  return (
    protocol === "https:" || (protocol === "http:" && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname))
  );
}, "must be an https URL (or http on localhost)");

const text = z.string().min(1).max(1024);
/** A claim's name, or the path to it: `["realm_access", "roles"]`. A name may hold dots and slashes. */
const claim = z.union([text, z.array(text).min(1)]);

const trustedIssuer = z.strictObject({
  issuer: text,
  audience: text,
  jwks: z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) }).optional(),
  jwksUri: secureUrl.optional(),
  algorithms: z
    .array(z.enum(algorithms))
    .min(1)
    .default([...algorithms]),
  requiredScopes: z.array(text).default([]),
  clockSkewMs: z.int().min(0).max(300_000).default(30_000),
  tenants: z.array(text).min(1).optional(),
  claims: z
    .strictObject({
      tenant: z.union([claim, z.strictObject({ value: text })]).default("tenant"),
      roles: claim.default("roles"),
      groups: claim.default("groups"),
      clearance: claim.default("clearance"),
      name: claim.default("name"),
      email: claim.default("email"),
    })
    .prefault({}),
  keysMaxAgeMs: z.int().min(0).default(600_000),
  keysCooldownMs: z.int().min(0).default(30_000),
});

export type ClaimPath = string | readonly string[];

/** An OIDC provider whose tokens are believed, and how far. */
export interface TrustedIssuer {
  /** Compared exactly with the token's `iss`, and with the discovery document's. */
  readonly issuer: string;
  /** The token's `aud` must be this and nothing else. */
  readonly audience: string;
  /** The keys themselves (local development, tests) … */
  readonly jwks?: JSONWebKeySet;
  /** … or where they are; without either, OpenID discovery under `issuer` tells. */
  readonly jwksUri?: string;
  readonly algorithms?: readonly (typeof algorithms)[number][];
  /** Each must be in `scope` (or `scp`). */
  readonly requiredScopes?: readonly string[];
  readonly clockSkewMs?: number;
  /** The tenants that this issuer may speak for; needed when several issuers name tenants in a claim. */
  readonly tenants?: readonly string[];
  /** Where the claims are; `tenant` may be fixed with `{value}`. */
  readonly claims?: {
    readonly tenant?: ClaimPath | { readonly value: string };
    readonly roles?: ClaimPath;
    readonly groups?: ClaimPath;
    /** Absent in a token: `public`. */
    readonly clearance?: ClaimPath;
    readonly name?: ClaimPath;
    readonly email?: ClaimPath;
  };
  /** How long fetched keys are believed: a key that the issuer withdrew is dead after that. */
  readonly keysMaxAgeMs?: number;
  /** At most one fetch for an unknown key id in this time. */
  readonly keysCooldownMs?: number;
}

export type CheckedIssuer = z.output<typeof trustedIssuer>;

/** @throws {SallyportError} `ERR_IDENTITY_CONFIG` naming the key, what is wrong and what is accepted. */
export function parseTrustedIssuers(issuers: readonly TrustedIssuer[]): readonly CheckedIssuer[] {
  const parsed = z.array(trustedIssuer).min(1).safeParse(issuers);
  if (!parsed.success) {
    return refuse(
      "ERR_IDENTITY_CONFIG",
      `The trusted issuers are not valid:\n${z.prettifyError(parsed.error)}`,
    );
  }
  const checked = parsed.data;
  if (new Set(checked.map((each) => each.issuer)).size < checked.length) {
    refuse("ERR_IDENTITY_CONFIG", "Two trusted issuers have the same issuer.");
  }
  const unbounded = checked.filter((each) => !isFixed(each.claims.tenant) && each.tenants === undefined);
  if (checked.length > 1 && unbounded.length > 0) {
    refuse(
      "ERR_IDENTITY_CONFIG",
      `${unbounded[0]?.issuer} could speak for the tenants of another issuer.`,
      "List its `tenants`, or fix `claims.tenant` to a {value}.",
    );
  }
  for (const { issuer, jwks, jwksUri } of checked) {
    if (jwks === undefined && jwksUri === undefined && !secureUrl.safeParse(issuer).success) {
      refuse("ERR_IDENTITY_CONFIG", `${issuer} has no keys: it is no https URL to discover them from.`);
    }
  }
  return checked;
}

export function isFixed(tenant: CheckedIssuer["claims"]["tenant"]): tenant is { value: string } {
  return typeof tenant === "object" && !Array.isArray(tenant);
}
