import { generateSigningKey, type SigningKey } from "../../../sdk/src/crypto/index.ts";
import { type OpenLedger, openLedger, type ReceiptInput } from "../../../sdk/src/receipts/index.ts";
import { openStorage, type Storage } from "../../../sdk/src/storage/index.ts";

export interface World {
  readonly storage: Storage;
  readonly key: SigningKey;
  readonly ledger: OpenLedger;
  /** Its `now` may be moved. */
  readonly clock: { now: number };
}

export async function openWorld(path = ":memory:"): Promise<World> {
  const storage = await openStorage(path);
  const key = generateSigningKey();
  const clock = { now: Date.UTC(2026, 10, 23) };
  const ledger = await openLedger({ storage, key, writer: "gateway-1", clock: () => clock.now });
  return { storage, key, ledger, clock };
}

/** A tool call as the gate records it; `more` replaces or adds. */
export function toolCall(more: Partial<ReceiptInput> = {}): ReceiptInput {
  return {
    type: "tool-call-decided",
    tenant: "acme",
    session: "s-1",
    principal: "alice",
    agents: ["support", "refunds"],
    authority: {
      delegation: "sha256:d",
      hops: ["h-1", "h-2"],
      scopes: { tools: ["refund"], limits: { amount: 5000 } },
    },
    decision: {
      outcome: "allow",
      policies: ["small-refunds"],
      policyHash: "sha256:0123456789abcdef",
      reason: "Small.",
    },
    revoke: ["hop:h-2", "agent:refunds"],
    facts: { tool: "refund", documents: ["invoice-7"], amount: 1200 },
    ...more,
  };
}
