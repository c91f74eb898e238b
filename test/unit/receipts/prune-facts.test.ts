import { describe, expect, it } from "vitest";
import {
  createCheckpoint,
  exportLedger,
  queryReceipts,
  traceSession,
} from "../../../sdk/src/receipts/index.ts";
import { verifyLedger } from "../../../sdk/src/receipts/verify/index.ts";
import { openWorld, toolCall } from "./world.ts";

describe("pruneFacts", () => {
  it("forgets the facts of one tenant's old receipts, and the ledger still verifies", async () => {
    const { ledger, storage, key, clock } = await openWorld();
    const trust = { publicKeys: [key.publicKey] };
    await ledger.append(toolCall({ facts: { tool: "crm", customer: "hidden-before" } }));
    await ledger.append(toolCall({ tenant: "other", facts: { note: "other-tenant" } }));
    await createCheckpoint({ storage, key, origin: "acme", clock: () => clock.now });
    clock.now += 60_000;
    await ledger.append(toolCall({ facts: { note: "recent" } }));
    await ledger.pruneFacts({ tenant: "acme", before: clock.now, reason: "90 days" });

    const bundle = await exportLedger({ storage });
    const text = JSON.stringify(bundle);
    expect(text).not.toContain("hidden-before");
    for (const kept of ["other-tenant", "recent", "90 days"]) expect(text).toContain(kept);
    expect(bundle.receipts[0]).toHaveProperty("factsDigest");
    expect(bundle.receipts[0]).not.toHaveProperty("factsSalt");
    expect(await verifyLedger(bundle, trust)).toMatchObject({ ok: true, pruned: 1, checkpointed: 2 });
    expect(await queryReceipts(storage, { tool: "crm" })).toEqual([]);
    expect(await queryReceipts(storage, { person: "alice", tenant: "acme" })).toHaveLength(2);
    expect((await traceSession(storage, "s-1"))?.receipts).toHaveLength(3);
  });

  it("covers nothing that came after it", async () => {
    const { ledger, storage, key, clock } = await openWorld();
    await expect(ledger.pruneFacts({ tenant: "acme", before: clock.now + 1, reason: "all" })).rejects.toThrow(
      TypeError,
    );
    await ledger.pruneFacts({ tenant: "acme", before: clock.now, reason: "old" });
    await ledger.append(toolCall());
    await storage
      .updateTable("receipt")
      .set({ facts_json: null, facts_salt: null })
      .where("sequence", "=", 2)
      .execute();
    const { findings } = await verifyLedger(await exportLedger({ storage }), { publicKeys: [key.publicKey] });
    expect(findings).toEqual([expect.objectContaining({ code: "facts-missing", receipt: "gateway-1:2" })]);
  });
});
