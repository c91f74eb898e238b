import { errors } from "jose";
import { SallyportError } from "../errors.ts";
import { type IdentityErrorCode, refuse } from "./identity-error.ts";

/** What jose found wrong with a person's token, in this room's codes; throws in every case. */
export function refuseToken(error: unknown): never {
  if (SallyportError.isInstance(error)) throw error;
  if (error instanceof errors.JWTClaimValidationFailed) {
    const code = codeOfClaim[error.claim] ?? "ERR_IDENTITY_TOKEN_CLAIM";
    return refuse(code, `The token's claim ${error.claim} is missing or not what it must be.`);
  }
  const refusal = error instanceof errors.JOSEError ? refusals[error.code] : undefined;
  // No cause: jose's errors carry the claims, which are personal data.
  if (refusal !== undefined) return refuse(...refusal);
  // A timeout, a broken connection, an answer that is no key set.
  return refuse(
    "ERR_IDENTITY_ISSUER_UNAVAILABLE",
    "The issuer's keys could not be fetched.",
    "Check that the issuer can be reached from here.",
    error,
  );
}

const codeOfClaim: Readonly<Record<string, IdentityErrorCode>> = {
  iss: "ERR_IDENTITY_TOKEN_ISSUER",
  aud: "ERR_IDENTITY_TOKEN_AUDIENCE",
  nbf: "ERR_IDENTITY_TOKEN_FUTURE",
};

type Refusal = readonly [IdentityErrorCode, string];

const badAlgorithm: Refusal = [
  "ERR_IDENTITY_TOKEN_ALGORITHM",
  "The token's algorithm is not an accepted one.",
];
const badKey: Refusal = [
  "ERR_IDENTITY_TOKEN_KEY",
  "The issuer has no one key that this token may be signed with.",
];
const malformed: Refusal = ["ERR_IDENTITY_TOKEN_MALFORMED", "The token is not a signed JWT in compact form."];

const refusals: Readonly<Record<string, Refusal>> = {
  [errors.JOSEAlgNotAllowed.code]: badAlgorithm,
  [errors.JOSENotSupported.code]: badAlgorithm,
  [errors.JWKSNoMatchingKey.code]: badKey,
  [errors.JWKSMultipleMatchingKeys.code]: badKey,
  [errors.JWSInvalid.code]: malformed,
  [errors.JWTInvalid.code]: malformed,
  [errors.JWSSignatureVerificationFailed.code]: [
    "ERR_IDENTITY_TOKEN_SIGNATURE",
    "The token was not signed by its issuer.",
  ],
  [errors.JWTExpired.code]: ["ERR_IDENTITY_TOKEN_EXPIRED", "The token has expired."],
};
