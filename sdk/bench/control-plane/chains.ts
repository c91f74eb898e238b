import { jwtVerify, SignJWT } from "jose";
import { digestOf, generateSigningKey, importPublicKey } from "../../src/crypto/index.ts";
import {
  type Agent,
  createChainVerifier,
  createDelegationIssuer,
  type Delegation,
  extendDelegation,
  openAgentRegistry,
  openRevocations,
  type Principal,
  proveAction,
} from "../../src/identity/index.ts";
import { openStorage } from "../../src/storage/index.ts";
import { measure } from "../measure.ts";

export interface ChainFigures {
  readonly coldPerSecond: number;
  readonly cachedP50Us: number;
  readonly plainJwtPerSecond: number;
}

const hour = 3_600_000;
const principal: Principal = {
  type: "user",
  id: "maya",
  tenant: "acme",
  roles: [],
  groups: [],
  clearance: "internal",
};

/** Chains of three hops with proof of possession, verified for the first time and again, beside one plain JWT. */
export async function measureChains(calls: number): Promise<ChainFigures> {
  const storage = await openStorage(":memory:");
  const registry = openAgentRegistry({ storage });
  const revocations = openRevocations({ storage });
  const root = generateSigningKey();
  const keys = [generateSigningKey(), generateSigningKey(), generateSigningKey()] as const;
  const agents = keys.map(
    (key, index): Agent => ({
      type: "agent",
      id: `agent-${index}`,
      tenant: "acme",
      owner: "owen",
      purpose: "bench",
      tools: ["*"],
      publicKey: key.publicKey,
    }),
  );
  for (const agent of agents) await registry.register(agent);
  const issuer = createDelegationIssuer({ key: root, registry });
  const verifier = createChainVerifier({ rootKey: root.publicKey, registry, revocations });

  const threeHops = async (): Promise<Delegation> => {
    let delegation = await issuer.issue({ principal, agent: "agent-0", scopes: {}, expiresInMs: hour });
    for (const next of [1, 2] as const) {
      const agent = agents[next] as Agent;
      delegation = await extendDelegation({
        parent: delegation,
        key: keys[next === 1 ? 0 : 1],
        agent,
        scopes: {},
        expiresInMs: hour,
      });
    }
    return delegation;
  };
  const prove = async (delegation: Delegation, call: number) => {
    const actionDigest = digestOf("sallyport/bench/v1", call);
    return { delegation, actionDigest, proof: await proveAction({ delegation, key: keys[2], actionDigest }) };
  };

  const total = calls + Math.ceil(calls / 5);
  const fresh = await Promise.all(
    Array.from({ length: total }, async (_, call) => prove(await threeHops(), call)),
  );
  const cold = await measure((call) => verifier.verify(fresh[call] as (typeof fresh)[number]), { calls });

  const known = await threeHops();
  const repeated = await Promise.all(Array.from({ length: total }, (_, call) => prove(known, call)));
  const cached = await measure((call) => verifier.verify(repeated[call] as (typeof repeated)[number]), {
    calls,
  });

  const publicKey = importPublicKey(root.publicKey);
  const token = await new SignJWT({ sub: "maya" })
    .setProtectedHeader({ alg: "EdDSA" })
    .setExpirationTime("1h")
    .sign(root.keyObject);
  const plain = await measure(() => jwtVerify(token, publicKey), { calls });
  await storage.destroy();
  return {
    coldPerSecond: cold.perSecond,
    cachedP50Us: cached.p50 * 1000,
    plainJwtPerSecond: plain.perSecond,
  };
}
