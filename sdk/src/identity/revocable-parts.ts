import type { Chain } from "./delegation.ts";
import type { RevocationSubject } from "./revocation.ts";

/**
 * Everything whose revocation stops this chain, most specific first: the sessions, the hops from the last one
 * up, the agents, their keys, and the human.
 */
export function revocableParts(chain: Chain, sessions: readonly string[] = []): readonly RevocationSubject[] {
  const hops = chain.hops.map((hop) => ({ kind: "hop" as const, subject: hop.id })).reverse();
  const agents = chain.agents.map((agent) => ({ kind: "agent" as const, subject: agent.id })).reverse();
  const keys = chain.agents
    .map((agent) => ({ kind: "key" as const, subject: agent.publicKey.kid }))
    .reverse();
  const { id, tenant } = chain.principal;
  return [
    ...sessions.map((subject) => ({ kind: "session" as const, subject })),
    ...hops,
    ...agents,
    ...keys,
    { kind: "user", subject: id, tenant },
  ];
}
