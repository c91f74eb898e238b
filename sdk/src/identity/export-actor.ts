import type { Chain } from "./delegation.ts";

/** RFC 8693 §4.1: the current actor outside, whoever delegated to it inside. */
export interface ActorClaim {
  readonly sub: string;
  readonly act?: ActorClaim;
}

/**
 * The chain as RFC 8693 writes it: `{sub: the human, act: {sub: the acting agent, act: {sub: its delegator}}}`.
 * For systems that want to know who acts; it says nothing of the authority that is left.
 */
export function exportActor(chain: Chain): { readonly sub: string; readonly act: ActorClaim } {
  const [first, ...later] = chain.agents.map((agent) => agent.id);
  const innermost: ActorClaim = { sub: first as string };
  return { sub: chain.principal.id, act: later.reduce<ActorClaim>((act, sub) => ({ sub, act }), innermost) };
}
