import type { Agent } from "./agent.ts";
import type { Classification, Principal } from "./principal.ts";

/** What a hop passes on. Every hop may only narrow; a missing field means "as the parent". */
export interface Scopes {
  /** Tool names; `*` alone for all that the parent has. */
  readonly tools?: readonly string[];
  readonly actions?: readonly ("retrieve" | "call_tool")[];
  /** Upper bounds by name, in integers: `{"refund.amount": 5000, "records": 20}`. */
  readonly limits?: Readonly<Record<string, number>>;
  /** The highest classification that may be read. */
  readonly clearance?: Classification;
  /** Ids of the records that tools may touch, as they stand in arguments; `*` alone for all that the parent has. */
  readonly records?: readonly string[];
  /** How many more hops may follow; 0 for an agent that may not delegate. */
  readonly depth?: number;
}

/** The signed chain, human first: one EdDSA JWT per hop. What travels; not to be believed before it is verified. */
export interface Delegation {
  readonly tokens: readonly string[];
}

/** One verified hop. */
export interface Hop {
  /** JWT id: revoking it kills this hop and everything below. */
  readonly id: string;
  /** The agent that received this hop. */
  readonly agent: string;
  readonly scopes: Scopes;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** A verified delegation: who asked, through whom, and what is left of the authority at the end. */
export interface Chain {
  readonly principal: Principal;
  readonly hops: readonly Hop[];
  /** The agents of the hops, in order; the last one acts. */
  readonly agents: readonly Agent[];
  /** The intersection over all hops, and over the tools that each agent is registered for. */
  readonly scopes: Required<Scopes>;
  /** The earliest expiry over all hops, ms. */
  readonly expiresAt: number;
  /** SHA-256 over the tokens: the chain's name in receipts. */
  readonly digest: string;
}

/** How long a chain may be unless the verifier is told otherwise. */
export const defaultMaxDepth = 5;
