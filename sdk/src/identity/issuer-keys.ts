import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import * as z from "zod/v4";
import { refuse } from "./identity-error.ts";
import { type CheckedIssuer, secureUrl } from "./trusted-issuer.ts";

const fetchTimeoutMs = 5_000;

/**
 * The issuer's keys: given, or fetched when first needed, remembered for `keysMaxAgeMs`, and fetched again for
 * a key id that is new (rotation), at most once per `keysCooldownMs`.
 */
export function createIssuerKeys(issuer: CheckedIssuer): JWTVerifyGetKey {
  if (issuer.jwks !== undefined) return createLocalJWKSet(issuer.jwks as unknown as JSONWebKeySet);
  let keys: Promise<JWTVerifyGetKey> | undefined;
  return async (header, token) => {
    keys ??= locateKeys(issuer).catch((error) => {
      // A failed discovery must not stay failed.
      keys = undefined;
      throw error;
    });
    return (await keys)(header, token);
  };
}

async function locateKeys(issuer: CheckedIssuer): Promise<JWTVerifyGetKey> {
  const url = issuer.jwksUri ?? (await discoverJwksUri(issuer.issuer));
  return createRemoteJWKSet(new URL(url), {
    cacheMaxAge: issuer.keysMaxAgeMs,
    cooldownDuration: issuer.keysCooldownMs,
    timeoutDuration: fetchTimeoutMs,
  });
}

/** OpenID Connect Discovery 1.0 §4: the document must be about the issuer that we asked for. */
async function discoverJwksUri(issuer: string): Promise<string> {
  const document = z.object({ issuer: z.literal(issuer), jwks_uri: secureUrl });
  try {
    const response = await fetch(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`, {
      redirect: "error",
      signal: AbortSignal.timeout(fetchTimeoutMs),
    });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return document.parse(await response.json()).jwks_uri;
  } catch (cause) {
    return refuse(
      "ERR_IDENTITY_ISSUER_UNAVAILABLE",
      `The discovery document of ${issuer} could not be read.`,
      "Check that the issuer is up and that the configured issuer is exactly its own name for itself.",
      cause,
    );
  }
}
