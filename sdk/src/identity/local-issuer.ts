import { randomUUID } from "node:crypto";
import { type JSONWebKeySet, SignJWT } from "jose";
import { type Clock, systemClock } from "../clock.ts";
import type { SigningKey } from "../crypto/index.ts";
import type { Directory } from "./directory.ts";
import { refuse } from "./identity-error.ts";
import { assertLifetime } from "./lifetime.ts";

/** Stands in for the company's OIDC provider on a developer's machine: real, signed, short-lived tokens. */
export interface LocalIssuer {
  readonly issuer: string;
  readonly audience: string;
  /** For `createTokenVerifier({issuers: [{issuer, audience, jwks}]})`. */
  readonly jwks: JSONWebKeySet;
  /** @throws {SallyportError} `ERR_IDENTITY_PERSON_UNKNOWN`. */
  issueToken(tenant: string, user: string, options?: { expiresInMs?: number }): Promise<string>;
}

const defaultLifetimeMs = 60 * 60_000;

export function createLocalIssuer(options: {
  directory: Directory;
  key: SigningKey;
  issuer: string;
  audience: string;
  clock?: Clock;
}): LocalIssuer {
  const { directory, key, issuer, audience, clock = systemClock } = options;
  return {
    issuer,
    audience,
    jwks: { keys: [{ ...key.publicKey, alg: "EdDSA", use: "sig" }] },

    async issueToken(tenant, user, { expiresInMs = defaultLifetimeMs } = {}) {
      assertLifetime(expiresInMs);
      const person = await directory.find(tenant, user);
      if (person === undefined) {
        return refuse(
          "ERR_IDENTITY_PERSON_UNKNOWN",
          `The directory has no ${user} in the tenant ${tenant}.`,
          "Add the person to the directory file, or check the tenant.",
        );
      }
      const { id, roles, groups, clearance, name, email } = person;
      const now = clock();
      return new SignJWT({ tenant: person.tenant, roles, groups, clearance, name, email })
        .setProtectedHeader({ alg: "EdDSA", typ: "JWT", kid: key.publicKey.kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(id)
        .setJti(randomUUID())
        .setIssuedAt(now / 1000)
        .setExpirationTime((now + expiresInMs) / 1000)
        .sign(key.keyObject);
    },
  };
}
