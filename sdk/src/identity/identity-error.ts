import { SallyportError } from "../errors.ts";

/** Why one of our own signed tokens (a hop, a proof, a tool credential) could not be read. */
export type JwsFailure = "MALFORMED" | "HEADER" | "ALGORITHM" | "KEY" | "SIGNATURE";

/** Every code of this room, for a caller to switch on. */
export type IdentityErrorCode =
  | `ERR_IDENTITY_${"DELEGATION" | "PROOF" | "CREDENTIAL"}_${JwsFailure}`
  // The person's token.
  | "ERR_IDENTITY_TOKEN_MALFORMED"
  | "ERR_IDENTITY_TOKEN_HEADER"
  | "ERR_IDENTITY_TOKEN_ALGORITHM"
  | "ERR_IDENTITY_TOKEN_KEY"
  | "ERR_IDENTITY_TOKEN_SIGNATURE"
  | "ERR_IDENTITY_TOKEN_ISSUER"
  | "ERR_IDENTITY_TOKEN_AUDIENCE"
  | "ERR_IDENTITY_TOKEN_EXPIRED"
  | "ERR_IDENTITY_TOKEN_FUTURE"
  | "ERR_IDENTITY_TOKEN_SCOPE"
  | "ERR_IDENTITY_TOKEN_CLAIM"
  | "ERR_IDENTITY_TOKEN_TENANT"
  | "ERR_IDENTITY_ISSUER_UNAVAILABLE"
  | "ERR_IDENTITY_CONFIG"
  // People and agents.
  | "ERR_IDENTITY_DIRECTORY"
  | "ERR_IDENTITY_PERSON_UNKNOWN"
  | "ERR_IDENTITY_AGENT_INVALID"
  | "ERR_IDENTITY_AGENT_CONFLICT"
  | "ERR_IDENTITY_AGENT_UNKNOWN"
  | "ERR_IDENTITY_AGENT_TENANT"
  | "ERR_IDENTITY_AGENT_KEY"
  // The delegation chain.
  | "ERR_IDENTITY_DELEGATION_AUDIENCE"
  | "ERR_IDENTITY_DELEGATION_SPLICED"
  | "ERR_IDENTITY_DELEGATION_ISSUER"
  | "ERR_IDENTITY_DELEGATION_SUBJECT"
  | "ERR_IDENTITY_DELEGATION_WIDENED"
  | "ERR_IDENTITY_DELEGATION_DEPTH"
  | "ERR_IDENTITY_DELEGATION_EXPIRED"
  | "ERR_IDENTITY_DELEGATION_FUTURE"
  // Possession of the acting agent's key.
  | "ERR_IDENTITY_PROOF_AUDIENCE"
  | "ERR_IDENTITY_PROOF_DELEGATION"
  | "ERR_IDENTITY_PROOF_ACTION"
  | "ERR_IDENTITY_PROOF_LIFETIME"
  | "ERR_IDENTITY_PROOF_EXPIRED"
  | "ERR_IDENTITY_PROOF_FUTURE"
  | "ERR_IDENTITY_PROOF_REPLAYED"
  | "ERR_IDENTITY_PROOF_OVERLOAD"
  // What a tool receives.
  | "ERR_IDENTITY_CREDENTIAL_TOOL"
  | "ERR_IDENTITY_CREDENTIAL_ARGUMENTS"
  | "ERR_IDENTITY_CREDENTIAL_LIFETIME"
  | "ERR_IDENTITY_CREDENTIAL_EXPIRED"
  | "ERR_IDENTITY_CREDENTIAL_FUTURE"
  | "ERR_IDENTITY_CREDENTIAL_REPLAYED"
  // Revocation and time.
  | "ERR_IDENTITY_REVOKED"
  | "ERR_IDENTITY_REVOCATION_UNKNOWN"
  | "ERR_IDENTITY_CLOCK";

/** Throws this room's error. Messages name rules and hops, never tokens or people. */
export function refuse(code: IdentityErrorCode, message: string, hint?: string, cause?: unknown): never {
  throw new SallyportError<IdentityErrorCode>({
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(cause === undefined ? {} : { cause }),
  });
}
