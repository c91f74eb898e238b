import { type KeyObject, randomUUID } from "node:crypto";
import * as z from "zod/v4";
import { type Clock, systemClock } from "../clock.ts";
import type { Digest, SigningKey } from "../crypto/index.ts";
import { numericDate, toNumericDate } from "./claim-types.ts";
import type { Delegation } from "./delegation.ts";
import { digestOfDelegation, gateAudience } from "./hop.ts";
import { refuse } from "./identity-error.ts";
import { signJws, verifyJws } from "./jws.ts";
import { refuseUntimely } from "./lifetime.ts";
import type { ReplayGuard } from "./replay-guard.ts";

/** A proof is made for one call and used at once. */
const proofLifetimeMs = 10_000;
const maxProofLifetimeMs = 60_000;

const proofClaims = z.strictObject({
  aud: z.string(),
  jti: z.string().min(1).max(128),
  iat: numericDate,
  exp: numericDate,
  delegation: z.string(),
  action: z.string(),
});

/**
 * Shows that whoever asks holds the last agent's private key now, for this delegation and this action.
 * Without it, anyone who has seen a chain could present it, or a broader prefix of it.
 */
export async function proveAction(options: {
  delegation: Delegation;
  key: SigningKey;
  actionDigest: Digest;
  clock?: Clock;
}): Promise<string> {
  const { delegation, key, actionDigest, clock = systemClock } = options;
  const now = clock();
  return signJws(key, "sallyport-proof+jwt", {
    aud: gateAudience,
    jti: randomUUID(),
    iat: toNumericDate(now),
    exp: toNumericDate(now + proofLifetimeMs),
    delegation: digestOfDelegation(delegation),
    action: actionDigest,
  });
}

export interface ProofExpectation {
  readonly key: KeyObject;
  readonly keyId: string;
  readonly delegationDigest: string;
  readonly actionDigest: string;
  readonly now: number;
  readonly replayGuard: ReplayGuard;
}

/** @throws {SallyportError} `ERR_IDENTITY_PROOF_*`. */
export function verifyProof(proof: string, expected: ProofExpectation): void {
  const { key, keyId, now } = expected;
  const name = "The proof of possession";
  const claims = verifyJws(proof, { type: "sallyport-proof+jwt", key, keyId, area: "PROOF", name });
  const parsed = proofClaims.safeParse(claims);
  if (!parsed.success) refuse("ERR_IDENTITY_PROOF_MALFORMED", `${name} has missing or wrong claims.`);
  const { aud, jti, delegation, action, iat: issuedAt, exp: expiresAt } = parsed.data;

  if (aud !== gateAudience) refuse("ERR_IDENTITY_PROOF_AUDIENCE", `${name} is for another audience.`);
  if (delegation !== expected.delegationDigest) {
    refuse("ERR_IDENTITY_PROOF_DELEGATION", `${name} is for another delegation.`);
  }
  if (action !== expected.actionDigest) refuse("ERR_IDENTITY_PROOF_ACTION", `${name} is for another action.`);
  if (expiresAt - issuedAt > maxProofLifetimeMs) {
    refuse("ERR_IDENTITY_PROOF_LIFETIME", `${name} would live longer than a minute.`);
  }
  refuseUntimely({ issuedAt, expiresAt }, now, "PROOF", name);
  useOnce(expected.replayGuard, `${keyId}:${jti}`, expiresAt, now);
}

function useOnce(guard: ReplayGuard, id: string, expiresAt: number, now: number): void {
  const use = guard.use(id, expiresAt, now);
  if (use === "replayed") {
    refuse("ERR_IDENTITY_PROOF_REPLAYED", "The proof of possession was used before.", "Make one per call.");
  }
  if (use === "full") {
    refuse(
      "ERR_IDENTITY_PROOF_OVERLOAD",
      "Too many proofs are alive to tell whether this one was used before.",
    );
  }
}
