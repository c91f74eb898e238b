import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateSigningKey } from "../../src/crypto/index.ts";
import { openLedger, type ReceiptInput } from "../../src/receipts/index.ts";
import { openStorage } from "../../src/storage/index.ts";
import { measure, median } from "../measure.ts";

export interface ReceiptFigures {
  readonly appendPerSecond: number;
  readonly signPerSecond: number;
  /** Median of the rounds' own ratios. */
  readonly appendToSign: number;
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

/** As many calls in flight as a busy gateway has. */
const callers = 250;

/**
 * Sustained appends, signed and durable, beside the platform's signing rate on one core and an unsigned durable
 * insert. Appends and signatures take turns, so that the machine's noise meets both.
 */
export async function measureReceipts({
  rounds,
  appends,
}: {
  readonly rounds: number;
  readonly appends: number;
}): Promise<ReceiptFigures> {
  const folder = await mkdtemp(join(tmpdir(), "sallyport-bench-ledger-"));
  const storage = await openStorage(join(folder, "ledger.db"));
  try {
    const key = generateSigningKey();
    const ledger = await openLedger({ storage, key, writer: "bench" });
    let next = 0;
    const callUntil = async (end: number) => {
      while (next++ < end) await ledger.append(receipt);
    };
    const appendAll = () => {
      next = 0;
      return Promise.all(Array.from({ length: callers }, () => callUntil(appends)));
    };
    const signAll = () => {
      for (let signature = 0; signature < appends; signature++) key.sign("sallyport/bench/v1", receipt.facts);
    };
    await perSecond(appends, appendAll);
    await perSecond(appends, signAll);
    const [appendRates, signRates]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      appendRates.push(await perSecond(appends, appendAll));
      signRates.push(await perSecond(appends, signAll));
    }
    const insert = await measure(
      (call) =>
        storage
          .insertInto("epoch")
          .values({ name: `bench-${call}`, value: call })
          .execute(),
      { calls: appends },
    );
    return {
      appendPerSecond: median(appendRates),
      signPerSecond: median(signRates),
      appendToSign: median(appendRates.map((rate, round) => rate / (signRates[round] as number))),
      unsignedInsertPerSecond: insert.perSecond,
    };
  } finally {
    await storage.destroy();
    await rm(folder, { recursive: true });
  }
}

async function perSecond(count: number, work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (count / (performance.now() - start)) * 1000;
}
