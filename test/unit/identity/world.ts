import { expect } from "vitest";
import { type Digest, digestOf, generateSigningKey, type SigningKey } from "../../../sdk/src/crypto/index.ts";
import { SallyportError } from "../../../sdk/src/errors.ts";
import {
  type Agent,
  type Chain,
  createChainVerifier,
  createDelegationIssuer,
  type Delegation,
  extendDelegation,
  openAgentRegistry,
  openRevocations,
  type Principal,
  proveAction,
  type Scopes,
} from "../../../sdk/src/identity/index.ts";
import { openStorage, type Storage } from "../../../sdk/src/storage/index.ts";

export const minute = 60_000;
export const action = digestOf("test/action", "read the invoice");
export const otherAction = digestOf("test/action", "pay the invoice");

export const alice: Principal = {
  type: "user",
  id: "alice",
  tenant: "acme",
  roles: ["analyst"],
  groups: ["finance"],
  clearance: "confidential",
};
export const bob: Principal = { ...alice, id: "bob", clearance: "restricted" };

/** A control plane with three agents (triage → lookup → pay), each holding its own key, and a clock to move. */
export async function createWorld(options: { storage?: Storage; maxDepth?: number } = {}) {
  const time = { now: Date.UTC(2026, 10, 23, 9) };
  const clock = () => time.now;
  const storage = options.storage ?? (await openStorage(":memory:"));
  const registry = openAgentRegistry({ storage, clock });
  const revocations = openRevocations({ storage, clock });
  const rootKey = generateSigningKey();
  const keys = {
    triage: generateSigningKey(),
    lookup: generateSigningKey(),
    pay: generateSigningKey(),
  };
  const agents = {
    triage: agentOf("triage", keys.triage),
    lookup: agentOf("lookup", keys.lookup),
    pay: agentOf("pay", keys.pay),
  };
  for (const agent of Object.values(agents)) await registry.register(agent);
  const issuer = createDelegationIssuer({ key: rootKey, registry, clock });
  const createVerifier = () =>
    createChainVerifier({
      rootKey: rootKey.publicKey,
      registry,
      revocations,
      clock,
      ...(options.maxDepth === undefined ? {} : { maxDepth: options.maxDepth }),
    });
  const verifier = createVerifier();

  const issue = (scopes: Scopes = {}, principal = alice, agent: AgentName = "triage") =>
    issuer.issue({ principal, agent, scopes, expiresInMs: 60 * minute });
  const extend = (parent: Delegation, from: AgentName, to: AgentName, scopes: Scopes = {}) =>
    extendDelegation({ parent, key: keys[from], agent: agents[to], scopes, expiresInMs: 30 * minute, clock });
  const prove = (delegation: Delegation, holder: AgentName, actionDigest: Digest = action) =>
    proveAction({ delegation, key: keys[holder], actionDigest, clock });
  const present = async (delegation: Delegation, holder: AgentName, session?: string): Promise<Chain> =>
    verifier.verify({
      delegation,
      proof: await prove(delegation, holder),
      actionDigest: action,
      ...(session === undefined ? {} : { sessions: [session] }),
    });

  return {
    time,
    clock,
    storage,
    registry,
    revocations,
    rootKey,
    keys,
    agents,
    issuer,
    verifier,
    createVerifier,
    issue,
    extend,
    prove,
    present,
  };
}

export type AgentName = "triage" | "lookup" | "pay";

export function agentOf(id: string, key: SigningKey, change: Partial<Agent> = {}): Agent {
  return {
    type: "agent",
    id,
    tenant: "acme",
    owner: "olivia",
    purpose: `${id} for the tests`,
    tools: ["*"],
    publicKey: key.publicKey,
    ...change,
  };
}

/** The stable code with which a promise was refused. */
export async function codeOf(refused: Promise<unknown>): Promise<string> {
  try {
    await refused;
  } catch (error) {
    if (SallyportError.isInstance(error)) return error.code;
    throw error;
  }
  return expect.fail("it was accepted");
}
