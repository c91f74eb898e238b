import type { KeyObject } from "node:crypto";
import { type Clock, systemClock } from "../clock.ts";
import { type Digest, importPublicKey, type PublicKey } from "../crypto/index.ts";
import type { Agent } from "./agent.ts";
import type { AgentRegistry } from "./agent-registry.ts";
import { BoundedCache } from "./bounded-cache.ts";
import { type Chain, type Delegation, defaultMaxDepth } from "./delegation.ts";
import { digestOfDelegation, type HopClaims, nameOfHop } from "./hop.ts";
import { refuse } from "./identity-error.ts";
import { clockSkewMs } from "./lifetime.ts";
import { verifyProof } from "./proof.ts";
import { createReplayGuard } from "./replay-guard.ts";
import { revocableParts } from "./revocable-parts.ts";
import type { Revocations } from "./revocations.ts";
import { intersectTools } from "./scopes.ts";
import { type VerifiedHops, verifyHops } from "./verify-hops.ts";

export interface ChainVerifierOptions {
  /** The control plane's public key: the only one believed without a parent. */
  readonly rootKey: PublicKey;
  readonly registry: AgentRegistry;
  readonly revocations: Revocations;
  readonly clock?: Clock;
  /** The longest chain accepted, in hops. */
  readonly maxDepth?: number;
}

export interface ChainPresentation {
  readonly delegation: Delegation;
  /** From {@link proveAction}, by the last agent. */
  readonly proof: string;
  /** What is about to be done, as computed by the verifier's side. */
  readonly actionDigest: Digest;
  /** Checked for revocation too. */
  readonly session?: string;
}

export interface ChainVerifier {
  /**
   * Who asks, through whom, with what authority left, as of now.
   *
   * @throws {SallyportError} `ERR_IDENTITY_DELEGATION_*`, `ERR_IDENTITY_AGENT_*`, `ERR_IDENTITY_PROOF_*`,
   * `ERR_IDENTITY_REVOKED`, `ERR_IDENTITY_CLOCK`: each the rule that was broken.
   */
  verify(presentation: ChainPresentation): Promise<Chain>;
}

/** What may be remembered of a chain: nothing that time or a revocation changes. */
interface VerifiedChain {
  readonly chain: Chain;
  readonly hops: readonly HopClaims[];
  readonly leafKey: KeyObject;
  readonly agentsEpoch: number;
}

const cacheCapacity = 1000;

export function createChainVerifier(options: ChainVerifierOptions): ChainVerifier {
  const { rootKey, registry, revocations, clock = systemClock, maxDepth = defaultMaxDepth } = options;
  const root = importPublicKey(rootKey);
  const cache = new BoundedCache<VerifiedChain>(cacheCapacity);
  const replayGuard = createReplayGuard();
  let latest = 0;

  return {
    async verify({ delegation, proof, actionDigest, session }) {
      const verified = await verifyChain(delegation);
      const now = readClock();
      refuseUntimely(verified.hops, now);
      verifyProof(proof, {
        key: verified.leafKey,
        keyId: lastOf(verified.hops).key.kid,
        delegationDigest: verified.chain.digest,
        actionDigest,
        now,
        replayGuard,
      });
      // Last, so that a revocation made while we were verifying still counts.
      await refuseRevoked(verified.chain, session);
      return verified.chain;
    },
  };

  async function verifyChain(delegation: Delegation): Promise<VerifiedChain> {
    const digest = digestOfDelegation(delegation);
    const agentsEpoch = await registry.epoch();
    const known = cache.get(digest);
    if (known !== undefined && known.agentsEpoch === agentsEpoch) return known;

    const verified = verifyHops(delegation, { key: root, keyId: rootKey.kid, maxDepth });
    const agents = await findAgents(verified.hops);
    const entry = { chain: toChain(verified, agents, digest), agentsEpoch, ...verified };
    cache.set(digest, entry);
    return entry;
  }

  async function findAgents(hops: readonly HopClaims[]): Promise<readonly Agent[]> {
    return Promise.all(
      hops.map(async (hop, index) => {
        const agent = await registry.find(hop.agent);
        const name = nameOfHop(index);
        if (agent === undefined) {
          return refuse("ERR_IDENTITY_AGENT_UNKNOWN", `${name} names an agent that is not registered.`);
        }
        if (agent.tenant !== hop.tenant) {
          refuse("ERR_IDENTITY_AGENT_TENANT", `${name} names an agent of another tenant.`);
        }
        if (agent.publicKey.kid !== hop.key.kid) {
          refuse(
            "ERR_IDENTITY_AGENT_KEY",
            `${name} names a key that is not the registered one of its agent.`,
          );
        }
        return agent;
      }),
    );
  }

  /** @throws when the clock went back: expired authority would come to life again. */
  function readClock(): number {
    const now = clock();
    if (now < latest - clockSkewMs) {
      refuse("ERR_IDENTITY_CLOCK", "The clock went backwards.", "Set the clock right, then restart.");
    }
    latest = Math.max(latest, now);
    return now;
  }

  async function refuseRevoked(chain: Chain, session: string | undefined): Promise<void> {
    const revocation = await revocations.find([
      ...revocableParts(chain, session),
      { kind: "key", subject: rootKey.kid },
    ]);
    if (revocation === undefined) return;
    refuse(
      "ERR_IDENTITY_REVOKED",
      `A ${revocation.kind} that this call needs is revoked (${revocation.id}).`,
    );
  }
}

function refuseUntimely(hops: readonly HopClaims[], now: number): void {
  for (const [index, hop] of hops.entries()) {
    if (hop.issuedAt > now + clockSkewMs) {
      refuse("ERR_IDENTITY_DELEGATION_FUTURE", `${nameOfHop(index)} is dated in the future.`);
    }
    if (hop.expiresAt <= now) refuse("ERR_IDENTITY_DELEGATION_EXPIRED", `${nameOfHop(index)} has expired.`);
  }
}

function toChain(verified: VerifiedHops, agents: readonly Agent[], digest: Digest): Chain {
  const { principal, hops, scopes } = verified;
  return {
    principal,
    hops: hops.map(({ id, agent, scopes, issuedAt, expiresAt }) => ({
      id,
      agent,
      scopes,
      issuedAt,
      expiresAt,
    })),
    agents,
    scopes: { ...scopes, tools: intersectTools(scopes.tools, agents) },
    expiresAt: Math.min(...hops.map((hop) => hop.expiresAt)),
    digest,
  };
}

function lastOf(hops: readonly HopClaims[]): HopClaims {
  return hops[hops.length - 1] as HopClaims;
}
