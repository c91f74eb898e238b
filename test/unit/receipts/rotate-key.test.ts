import { describe, expect, it } from "vitest";
import { generateSigningKey } from "../../../sdk/src/crypto/index.ts";
import { createCheckpoint, exportLedger, openLedger } from "../../../sdk/src/receipts/index.ts";
import { verifyLedger } from "../../../sdk/src/receipts/verify/index.ts";
import { openWorld, toolCall } from "./world.ts";

describe("rotateKey", () => {
  it("hands the chain to the next key, vouched for by the old one", async () => {
    const { ledger, storage, key, clock } = await openWorld();
    const next = generateSigningKey();
    await ledger.append(toolCall());
    const [rotated] = await Promise.all([ledger.rotateKey(next, "yearly"), ledger.append(toolCall())]);
    const after = await ledger.append(toolCall());
    expect(rotated).toMatchObject({
      type: "key-rotated",
      keyId: key.publicKey.kid,
      facts: { reason: "yearly" },
    });
    expect(after.keyId).toBe(next.publicKey.kid);
    await createCheckpoint({ storage, key: next, origin: "acme", clock: () => clock.now });
    const bundle = await exportLedger({ storage });
    expect(await verifyLedger(bundle, { publicKeys: [key.publicKey] })).toMatchObject({
      ok: true,
      checkpointed: 4,
    });
    expect((await verifyLedger(bundle, { publicKeys: [next.publicKey] })).findings).toContainEqual(
      expect.objectContaining({ code: "untrusted-key", index: 0 }),
    );
  });

  it("continues with the next key alone after a restart", async () => {
    const { ledger, storage, key } = await openWorld();
    const next = generateSigningKey();
    await ledger.rotateKey(next, "yearly");
    const withOld = openLedger({ storage, key, writer: "gateway-1" });
    await expect(withOld).rejects.toMatchObject({ code: "ERR_RECEIPTS_KEY_MISMATCH" });
    const reopened = await openLedger({ storage, key: next, writer: "gateway-1" });
    const other = await openLedger({ storage, key: next, writer: "gateway-2" });
    await reopened.append(toolCall());
    await other.append(toolCall());
    expect(
      (await verifyLedger(await exportLedger({ storage }), { publicKeys: [key.publicKey] })).findings,
    ).toEqual([]);
  });

  it("keeps the old key when the rotation could not be made durable", async () => {
    const { ledger, storage, key } = await openWorld();
    await ledger.append(toolCall());
    await storage.schema.alterTable("receipt").renameTo("gone").execute();
    const rotation = ledger.rotateKey(generateSigningKey(), "yearly");
    await expect(rotation).rejects.toMatchObject({ code: "ERR_RECEIPTS_NOT_DURABLE" });
    await storage.schema.alterTable("gone").renameTo("receipt").execute();
    expect(await ledger.append(toolCall())).toMatchObject({ sequence: 2, keyId: key.publicKey.kid });
  });
});
