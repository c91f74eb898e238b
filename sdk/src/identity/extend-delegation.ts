import { type Clock, systemClock } from "../clock.ts";
import type { SigningKey } from "../crypto/index.ts";
import type { Agent } from "./agent.ts";
import type { Delegation, Scopes } from "./delegation.ts";
import { digestOfToken, nameOfHop, readUnverifiedHops, signHop } from "./hop.ts";
import { refuse } from "./identity-error.ts";
import { assertLifetime } from "./lifetime.ts";
import { narrowScopes, parseScopes, scopesOf } from "./scopes.ts";

export interface DelegationExtension {
  readonly parent: Delegation;
  /** The private key of the parent's last agent: only the holder can pass on. */
  readonly key: SigningKey;
  /** The agent that receives the new hop. */
  readonly agent: Agent;
  readonly scopes: Scopes;
  /** Cut to the parent's own expiry when longer. */
  readonly expiresInMs: number;
  readonly clock?: Clock;
}

/**
 * Adds a hop: the delegation's last agent lets another one act within what it holds. Needs no network and no
 * control plane; the chain verifier checks all of it again.
 *
 * @throws {SallyportError} `ERR_IDENTITY_DELEGATION_WIDENED`, `ERR_IDENTITY_DELEGATION_DEPTH`,
 * `ERR_IDENTITY_DELEGATION_KEY` when `key` is not the last agent's, `ERR_IDENTITY_AGENT_TENANT`,
 * `ERR_IDENTITY_DELEGATION_EXPIRED`, `ERR_IDENTITY_DELEGATION_MALFORMED`.
 */
export async function extendDelegation(extension: DelegationExtension): Promise<Delegation> {
  const { parent, key, agent, expiresInMs, clock = systemClock } = extension;
  assertLifetime(expiresInMs);
  const hops = readUnverifiedHops(parent);
  const principal = hops[0]?.principal;
  const last = hops.at(-1);
  if (principal === undefined || last === undefined) {
    return refuse("ERR_IDENTITY_DELEGATION_MALFORMED", "The delegation has no hops.");
  }
  if (last.key.kid !== key.publicKey.kid) {
    refuse("ERR_IDENTITY_DELEGATION_KEY", "The key is not that of the delegation's last agent.");
  }
  if (agent.tenant !== last.tenant) {
    refuse(
      "ERR_IDENTITY_AGENT_TENANT",
      `The agent ${agent.id} belongs to another tenant than the delegation.`,
    );
  }
  const now = clock();
  if (last.expiresAt <= now) refuse("ERR_IDENTITY_DELEGATION_EXPIRED", "The delegation has expired.");

  const scopes = parseScopes(extension.scopes);
  [...hops.map((hop) => hop.scopes), scopes].reduce<Required<Scopes>>(
    (held, asked, index) => narrowScopes(held, asked, nameOfHop(index)),
    scopesOf(principal),
  );
  const token = signHop(key, {
    issuer: last.agent,
    subject: last.subject,
    tenant: last.tenant,
    agent: agent.id,
    key: agent.publicKey,
    parentDigest: digestOfToken(parent.tokens.at(-1) as string),
    scopes,
    issuedAt: now,
    expiresAt: Math.min(now + expiresInMs, last.expiresAt),
  });
  return { tokens: [...parent.tokens, token] };
}
