import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateSigningKey } from "../../src/crypto/index.ts";
import { openLedger, type ReceiptInput } from "../../src/receipts/index.ts";
import { openStorage } from "../../src/storage/index.ts";
import { measure } from "../measure.ts";

export interface ReceiptFigures {
  readonly appendPerSecond: number;
  readonly signPerSecond: number;
  readonly unsignedInsertPerSecond: number;
}

const receipt: ReceiptInput = {
  type: "tool-call-executed",
  tenant: "acme",
  session: "ses_bench",
  principal: "maya",
  agents: ["success-agent"],
  decision: {
    outcome: "allow",
    policies: ["use-write-tools"],
    policyHash: `sha256:${"0".repeat(64)}`,
    reason: "Permitted.",
  },
  revoke: ["session:ses_bench", "agent:success-agent"],
  facts: { tool: "update_contact", arguments: `sha256:${"1".repeat(64)}` },
};

/** Sustained appends, signed and durable, beside the platform's signing rate and an unsigned durable insert. */
export async function measureReceipts(appends: number): Promise<ReceiptFigures> {
  const folder = await mkdtemp(join(tmpdir(), "sallyport-bench-ledger-"));
  const storage = await openStorage(join(folder, "ledger.db"));
  try {
    const key = generateSigningKey();
    const ledger = await openLedger({ storage, key, writer: "bench" });
    const appendAll = (count: number) =>
      Promise.all(Array.from({ length: count }, () => ledger.append(receipt)));
    await appendAll(Math.ceil(appends / 5));
    const start = performance.now();
    await appendAll(appends);
    const appendPerSecond = (appends / (performance.now() - start)) * 1000;

    const sign = await measure(() => key.sign("sallyport/bench/v1", receipt.facts), { calls: appends });
    const insert = await measure(
      (call) =>
        storage
          .insertInto("epoch")
          .values({ name: `bench-${call}`, value: call })
          .execute(),
      { calls: Math.ceil(appends / 10) },
    );
    return { appendPerSecond, signPerSecond: sign.perSecond, unsignedInsertPerSecond: insert.perSecond };
  } finally {
    await storage.destroy();
    await rm(folder, { recursive: true });
  }
}
