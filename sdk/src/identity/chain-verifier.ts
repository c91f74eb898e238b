import { type Clock, systemClock } from "../clock.ts";
import { type Digest, importPublicKey, type PublicKey } from "../crypto/index.ts";
import type { Agent } from "./agent.ts";
import type { AgentRegistry } from "./agent-registry.ts";
import { BoundedCache } from "./bounded-cache.ts";
import { type Chain, type Delegation, defaultMaxDepth } from "./delegation.ts";
import { findAgents } from "./find-agents.ts";
import { digestOfDelegation, nameOfHop } from "./hop.ts";
import { refuse } from "./identity-error.ts";
import { refuseUntimely } from "./lifetime.ts";
import { verifyProof } from "./proof.ts";
import { createReplayGuard } from "./replay-guard.ts";
import { revocableParts } from "./revocable-parts.ts";
import type { RevocationSubject } from "./revocation.ts";
import type { Revocations } from "./revocations.ts";
import { intersectTools } from "./scopes.ts";
import { steadyClock } from "./steady-clock.ts";
import { assertDelegation, type VerifiedHops, verifyHops } from "./verify-hops.ts";

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
  /** The runs that this call belongs to, checked for revocation too. */
  readonly sessions?: readonly string[];
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
  readonly verified: VerifiedHops;
  /** The registry's epoch before its agents were read. */
  readonly agentsEpoch: number;
}

const cacheCapacity = 1000;

export function createChainVerifier(options: ChainVerifierOptions): ChainVerifier {
  const { rootKey, registry, revocations, maxDepth = defaultMaxDepth } = options;
  const clock = steadyClock(options.clock ?? systemClock);
  const root = { key: importPublicKey(rootKey), keyId: rootKey.kid, maxDepth };
  const cache = new BoundedCache<VerifiedChain>(cacheCapacity);
  const replayGuard = createReplayGuard();

  return {
    async verify({ delegation, proof, actionDigest, sessions }) {
      assertDelegation(delegation, maxDepth);
      const { chain, verified } = await verifyChain(delegation);
      const now = clock();
      for (const [index, hop] of verified.hops.entries()) {
        refuseUntimely(hop, now, "DELEGATION", nameOfHop(index));
      }
      const { leafKey: key, leafKeyId: keyId } = verified;
      verifyProof(proof, { key, keyId, delegationDigest: chain.digest, actionDigest, now, replayGuard });
      // Last, so that a revocation made while we were verifying still counts.
      await refuseRevoked([...revocableParts(chain, sessions), { kind: "key", subject: root.keyId }]);
      return chain;
    },
  };

  async function verifyChain(delegation: Delegation): Promise<VerifiedChain> {
    const digest = digestOfDelegation(delegation);
    const agentsEpoch = await registry.epoch();
    const known = cache.get(digest);
    if (known?.agentsEpoch === agentsEpoch) return known;

    const verified = verifyHops(delegation, root);
    const agents = await findAgents(registry, verified.hops);
    const entry = { chain: toChain(verified, agents, digest), verified, agentsEpoch };
    cache.set(digest, entry);
    return entry;
  }

  async function refuseRevoked(parts: readonly RevocationSubject[]): Promise<void> {
    const revocation = await revocations.find(parts);
    if (revocation === undefined) return;
    refuse(
      "ERR_IDENTITY_REVOKED",
      `A ${revocation.kind} that this call needs is revoked (${revocation.id}).`,
    );
  }
}

function toChain(verified: VerifiedHops, agents: readonly Agent[], digest: Digest): Chain {
  const { principal, hops, scopes } = verified;
  return deepFreeze({
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
  });
}

/** One chain is handed to many callers. */
function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
