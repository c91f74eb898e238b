import { decodeJwt, decodeProtectedHeader, type JWTPayload, jwtVerify } from "jose";
import { type Clock, systemClock } from "../clock.ts";
import { refuse } from "./identity-error.ts";
import { createIssuerKeys } from "./issuer-keys.ts";
import type { Principal } from "./principal.ts";
import { principalFromClaims } from "./principal-claims.ts";
import { refuseToken } from "./token-refusal.ts";
import { type CheckedIssuer, parseTrustedIssuers, type TrustedIssuer } from "./trusted-issuer.ts";

export interface TokenVerifier {
  /**
   * The person who holds this token (an OIDC ID token, or a JWT access token as in RFC 9068).
   *
   * @throws {SallyportError} `ERR_IDENTITY_TOKEN_*`, or `ERR_IDENTITY_ISSUER_UNAVAILABLE` when the issuer's keys
   * cannot be fetched.
   */
  verify(token: string): Promise<Principal>;
}

/** @throws {SallyportError} `ERR_IDENTITY_CONFIG`. */
export function createTokenVerifier(options: {
  issuers: readonly TrustedIssuer[];
  clock?: Clock;
}): TokenVerifier {
  const { clock = systemClock } = options;
  const trusted = new Map(
    parseTrustedIssuers(options.issuers).map((issuer) => [
      issuer.issuer,
      { issuer, keys: createIssuerKeys(issuer) },
    ]),
  );
  return {
    async verify(token) {
      refuseHeader(token);
      const found = trusted.get(unverifiedIssuer(token));
      if (found === undefined) {
        return refuse("ERR_IDENTITY_TOKEN_ISSUER", "The token's issuer is not a trusted one.");
      }
      const { issuer, keys } = found;
      const now = clock();
      const { payload } = await jwtVerify(token, keys, {
        issuer: issuer.issuer,
        audience: issuer.audience,
        algorithms: issuer.algorithms,
        requiredClaims: ["sub", "exp", "iat"],
        clockTolerance: issuer.clockSkewMs / 1000,
        currentDate: new Date(now),
      }).catch(refuseToken);
      refuseSharedAudience(payload);
      refuseFuture(payload, now + issuer.clockSkewMs);
      refuseMissingScopes(payload, issuer);
      return principalFromClaims(payload, issuer);
    },
  };
}

const maxTokenLength = 16_384;
/** What a token may bring along to be verified with: an attacker's own key. */
const keyParameters = ["jwk", "jku", "x5c", "x5u", "crit"];
/** RFC 7519, RFC 9068. Anything else (logout, DPoP, our own hops) was made for another purpose. */
const tokenTypes = ["jwt", "at+jwt", "application/at+jwt"];

function refuseHeader(token: string): void {
  if (typeof token !== "string" || token.length > maxTokenLength) refuseMalformed();
  const header = readOrRefuse(() => decodeProtectedHeader(token));
  const brought = keyParameters.find((name) => Object.hasOwn(header, name));
  if (brought !== undefined) {
    refuse("ERR_IDENTITY_TOKEN_HEADER", `The token's header has ${brought}, which is not accepted.`);
  }
  if (header.typ !== undefined && !tokenTypes.includes(String(header.typ).toLowerCase())) {
    refuse("ERR_IDENTITY_TOKEN_HEADER", "The token is of a type that is not for signing in.");
  }
}

function unverifiedIssuer(token: string): string {
  const { iss } = readOrRefuse(() => decodeJwt(token));
  return iss ?? "";
}

/** jose accepts our audience among others; a token that is good elsewhere too could be replayed from there. */
function refuseSharedAudience({ aud }: JWTPayload): void {
  if (Array.isArray(aud) && aud.length !== 1) {
    refuse("ERR_IDENTITY_TOKEN_AUDIENCE", "The token is for other audiences too.");
  }
}

function refuseFuture({ iat = 0 }: JWTPayload, latest: number): void {
  if (iat * 1000 > latest) refuse("ERR_IDENTITY_TOKEN_FUTURE", "The token was issued in the future.");
}

function refuseMissingScopes(payload: JWTPayload, { requiredScopes }: CheckedIssuer): void {
  const claimed = payload.scope ?? payload.scp ?? "";
  const scopes = Array.isArray(claimed) ? claimed : String(claimed).split(" ");
  const missing = requiredScopes.filter((scope) => !scopes.includes(scope));
  if (missing.length > 0) {
    refuse("ERR_IDENTITY_TOKEN_SCOPE", `The token lacks a required scope: ${missing.join(", ")}.`);
  }
}

function readOrRefuse<T>(read: () => T): T {
  try {
    return read();
  } catch {
    return refuseMalformed();
  }
}

function refuseMalformed(): never {
  return refuse("ERR_IDENTITY_TOKEN_MALFORMED", "The token is not a signed JWT in compact form.");
}
