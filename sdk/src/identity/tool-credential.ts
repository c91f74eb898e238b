import { randomUUID } from "node:crypto";
import { type Clock, systemClock } from "../clock.ts";
import { type Digest, digestOf, type SigningKey } from "../crypto/index.ts";
import { toNumericDate } from "./claim-types.ts";
import type { Chain } from "./delegation.ts";
import { exportActor } from "./export-actor.ts";
import { controlPlane } from "./hop.ts";
import { signJws } from "./jws.ts";
import { assertLifetime } from "./lifetime.ts";

const defaultLifetimeMs = 15_000;
/** Verifiers refuse more, whoever signed it. */
export const maxCredentialLifetimeMs = 120_000;

/** What a tool's server learns from a credential: for whom, through whom, and that exactly this call was let through. */
export interface ToolCredential {
  readonly id: string;
  readonly tool: string;
  /** The human (`sub`). */
  readonly principal: string;
  readonly tenant: string;
  /** First to last; the last one acts. */
  readonly agents: readonly string[];
  /** The delegation's digest, as receipts name it. */
  readonly delegation: string;
  readonly argumentsDigest: string;
  readonly expiresAt: number;
}

/** Binds a tool's name and the arguments that it receives; the server of the tool computes it again. */
export function digestToolArguments(tool: string, args: unknown): Digest {
  return digestOf("sallyport/tool-arguments/v1", [tool, args]);
}

/**
 * The token that a tool receives with one call: good for that tool, those arguments, once, for seconds.
 *
 * @throws {TypeError} for a life longer than two minutes.
 */
export async function mintToolCredential(options: {
  chain: Chain;
  tool: string;
  /** From {@link digestToolArguments}. */
  argumentsDigest: string;
  key: SigningKey;
  expiresInMs?: number;
  clock?: Clock;
}): Promise<string> {
  const { chain, tool, argumentsDigest, key, expiresInMs = defaultLifetimeMs, clock = systemClock } = options;
  assertLifetime(expiresInMs, maxCredentialLifetimeMs);
  const now = clock();
  return signJws(key, "sallyport-credential+jwt", {
    iss: controlPlane,
    aud: tool,
    ...exportActor(chain),
    tenant: chain.principal.tenant,
    delegation: chain.digest,
    arguments: argumentsDigest,
    jti: `crd_${randomUUID()}`,
    iat: toNumericDate(now),
    exp: toNumericDate(now + expiresInMs),
  });
}
