import { generateSigningKey } from "../../src/crypto/index.ts";
import {
  type Agent,
  createChainVerifier,
  createDelegationIssuer,
  openAgentRegistry,
  type Principal,
  type Revocations,
} from "../../src/identity/index.ts";
import { Session } from "../../src/sessions/index.ts";
import type { Storage } from "../../src/storage/index.ts";
import { tenant } from "./store.ts";

export const agent: Omit<Agent, "publicKey"> = {
  type: "agent",
  id: "helper",
  tenant,
  owner: "owner-1",
  purpose: "bench",
  tools: ["*"],
};

/** Opens real sessions: a registered agent, a signed delegation, proof of possession for every search. */
export async function createSessions(options: {
  readonly storage: Storage;
  readonly revocations: Revocations;
}): Promise<(principal: Principal) => Promise<Session>> {
  const registry = openAgentRegistry(options);
  const root = generateSigningKey();
  const key = generateSigningKey();
  await registry.register({ ...agent, publicKey: key.publicKey });
  const issuer = createDelegationIssuer({ key: root, registry });
  const verifier = createChainVerifier({ ...options, rootKey: root.publicKey, registry });
  return async (principal) => {
    const delegation = await issuer.issue({ principal, agent: agent.id, scopes: {}, expiresInMs: 3_600_000 });
    return Session.open({ delegation, key, verifier, registry });
  };
}

export function personWith(id: string, roles: readonly string[]): Principal {
  return { type: "user", id, tenant, roles, groups: [], clearance: "restricted" };
}
