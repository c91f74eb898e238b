import { type Clock, systemClock } from "../clock.ts";
import type { SigningKey } from "../crypto/index.ts";
import type { AgentRegistry } from "./agent-registry.ts";
import type { Delegation, Scopes } from "./delegation.ts";
import { controlPlane, nameOfHop, signHop } from "./hop.ts";
import { refuse } from "./identity-error.ts";
import { assertLifetime } from "./lifetime.ts";
import type { Principal } from "./principal.ts";
import { narrowScopes, parseScopes, scopesOf } from "./scopes.ts";

export interface DelegationRequest {
  /** As verified from their token just now: what is written here is believed until the delegation expires. */
  readonly principal: Principal;
  /** The id of the registered agent that shall act for them. */
  readonly agent: string;
  readonly scopes: Scopes;
  readonly expiresInMs: number;
}

export interface DelegationIssuer {
  /**
   * The first hop: a verified human lets an agent act for them.
   *
   * @throws {SallyportError} `ERR_IDENTITY_AGENT_UNKNOWN`, `ERR_IDENTITY_AGENT_TENANT`,
   * `ERR_IDENTITY_DELEGATION_MALFORMED` for scopes that are none, `ERR_IDENTITY_DELEGATION_WIDENED` for more
   * than the human's clearance.
   */
  issue(request: DelegationRequest): Promise<Delegation>;
}

/** The control plane's side of a delegation: `key` is the root that the chain verifier trusts. */
export function createDelegationIssuer(options: {
  key: SigningKey;
  registry: AgentRegistry;
  clock?: Clock;
}): DelegationIssuer {
  const { key, registry, clock = systemClock } = options;
  return {
    async issue({ principal, agent: id, scopes, expiresInMs }) {
      assertLifetime(expiresInMs);
      const agent = await registry.find(id);
      if (agent === undefined) {
        return refuse("ERR_IDENTITY_AGENT_UNKNOWN", `No agent is registered as ${id}.`, "Register it first.");
      }
      if (agent.tenant !== principal.tenant) {
        refuse("ERR_IDENTITY_AGENT_TENANT", `The agent ${id} belongs to another tenant than the principal.`);
      }
      const asked = parseScopes(scopes);
      narrowScopes(scopesOf(principal), asked, nameOfHop(0));
      const now = clock();
      const token = signHop(key, {
        issuer: controlPlane,
        subject: principal.id,
        tenant: principal.tenant,
        principal,
        agent: agent.id,
        key: agent.publicKey,
        scopes: asked,
        issuedAt: now,
        expiresAt: now + expiresInMs,
      });
      return { tokens: [token] };
    },
  };
}
