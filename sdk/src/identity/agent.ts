import type { PublicKey } from "../crypto/index.ts";

/** A registered workload that acts for people. An agent that is not registered is denied. */
export interface Agent {
  readonly type: "agent";
  readonly id: string;
  readonly tenant: string;
  /** The human who answers for it (`sub`). */
  readonly owner: string;
  readonly purpose: string;
  readonly model?: string;
  /** Names of tools that it may ever call, whatever is delegated to it; `*` alone for all. */
  readonly tools: readonly string[];
  readonly publicKey: PublicKey;
}
