import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateSigningKey, sha256 } from "../../../sdk/src/crypto/index.ts";
import { exportLedger, openLedger, type ReceiptInput } from "../../../sdk/src/receipts/index.ts";
import { verifyLedger } from "../../../sdk/src/receipts/verify/index.ts";
import { openStorage } from "../../../sdk/src/storage/index.ts";
import { openWorld, toolCall } from "./world.ts";

describe("openLedger", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "sallyport-ledger-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("numbers, chains and signs what it appends", async () => {
    const { ledger, storage, key } = await openWorld();
    const first = await ledger.append(toolCall());
    const second = await ledger.append(toolCall({ cause: first.id }));
    expect(first).toMatchObject({
      id: "gateway-1:1",
      previousHash: `sha256:${"0".repeat(64)}`,
      keyId: key.publicKey.kid,
    });
    expect(second).toMatchObject({ id: "gateway-1:2", previousHash: first.hash, cause: "gateway-1:1" });
    expect(first.doesNotAssert).toContain("executed");
    const bundle = await exportLedger({ storage });
    expect(bundle.receipts).toEqual([first, second]);
    expect(await verifyLedger(bundle, { publicKeys: [key.publicKey] })).toMatchObject({
      ok: true,
      receipts: 2,
      findings: [],
    });
  });

  it("lets concurrent appends share commits and keeps their order", async () => {
    const { ledger, storage, key } = await openWorld();
    const receipts = await Promise.all(
      Array.from({ length: 600 }, (_, n) => ledger.append(toolCall({ facts: { n } }))),
    );
    expect(receipts.map(({ sequence }) => sequence)).toEqual(receipts.map((_, index) => index + 1));
    const bundle = await exportLedger({ storage });
    expect(bundle.receipts.map(({ facts }) => facts?.n)).toEqual(receipts.map((_, index) => index));
    expect((await verifyLedger(bundle, { publicKeys: [key.publicKey] })).ok).toBe(true);
  });

  it("continues the chain after a restart", async () => {
    const path = join(folder, "restart.db");
    const { ledger, storage, key } = await openWorld(path);
    const last = await ledger.append(toolCall());
    await storage.destroy();
    const reopened = await openStorage(path);
    const again = await openLedger({ storage: reopened, key, writer: "gateway-1" });
    expect(await again.append(toolCall())).toMatchObject({ sequence: 2, previousHash: last.hash });
    await reopened.destroy();
  });

  it("stops loudly when a second process appends under its name", async () => {
    const path = join(folder, "twice.db");
    const { ledger, storage, key } = await openWorld(path);
    await ledger.append(toolCall());
    const otherStorage = await openStorage(path);
    const other = await openLedger({ storage: otherStorage, key, writer: "gateway-1" });
    await other.append(toolCall());
    await expect(ledger.append(toolCall())).rejects.toMatchObject({ code: "ERR_RECEIPTS_WRITER_TAKEN" });
    await expect(ledger.append(toolCall())).rejects.toMatchObject({ code: "ERR_RECEIPTS_WRITER_TAKEN" });
    await other.append(toolCall());
    expect((await exportLedger({ storage })).receipts.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    await Promise.all([storage.destroy(), otherStorage.destroy()]);
  });

  it("lets writers with their own names append at once", async () => {
    const path = join(folder, "several.db");
    const { ledger, storage, key } = await openWorld(path);
    const otherStorage = await openStorage(path);
    const other = await openLedger({ storage: otherStorage, key, writer: "gateway-2" });
    await Promise.all(Array.from({ length: 100 }, (_, n) => (n % 2 ? ledger : other).append(toolCall())));
    const report = await verifyLedger(await exportLedger({ storage }), { publicKeys: [key.publicKey] });
    expect(report).toMatchObject({ ok: true, receipts: 100 });
    expect([...report.writers].sort()).toEqual(["gateway-1", "gateway-2"]);
    await Promise.all([storage.destroy(), otherStorage.destroy()]);
  });

  it("[G8] rejects what could not be made durable, and goes on afterwards", async () => {
    const { ledger, storage, key } = await openWorld();
    await ledger.append(toolCall());
    await storage.schema.alterTable("receipt").renameTo("gone").execute();
    const lost = await Promise.allSettled([ledger.append(toolCall()), ledger.append(toolCall())]);
    for (const { status, reason } of lost as PromiseRejectedResult[]) {
      expect(status).toBe("rejected");
      expect(reason).toMatchObject({ code: "ERR_RECEIPTS_NOT_DURABLE" });
    }
    await storage.schema.alterTable("gone").renameTo("receipt").execute();
    expect(await ledger.append(toolCall())).toMatchObject({ sequence: 2 });
    expect((await verifyLedger(await exportLedger({ storage }), { publicKeys: [key.publicKey] })).ok).toBe(
      true,
    );
  });

  it("refuses input that is not plain JSON without losing its place", async () => {
    const { ledger } = await openWorld();
    const bad = toolCall({ facts: { amount: Number.NaN } });
    await expect(ledger.append(bad)).rejects.toMatchObject({ code: "ERR_CRYPTO_NOT_JSON" });
    expect(await ledger.append(toolCall())).toMatchObject({ sequence: 1 });
  });

  it("refuses what would keep the ledger from ever verifying again", async () => {
    const { ledger, clock } = await openWorld();
    await expect(ledger.append(toolCall({ tenant: "" }))).rejects.toThrow(TypeError);
    await expect(ledger.append(toolCall({ type: "made-up" as never }))).rejects.toThrow(TypeError);
    clock.now += 0.5;
    await expect(ledger.append(toolCall())).rejects.toThrow(TypeError);
  });

  it.each(["key-rotated", "facts-pruned"] as const)("keeps %s to itself", async (type) => {
    const { ledger } = await openWorld();
    const forged: ReceiptInput = {
      type,
      tenant: "acme",
      facts: { nextKey: { ...generateSigningKey().publicKey } },
    };
    await expect(ledger.append(forged)).rejects.toMatchObject({ code: "ERR_RECEIPTS_RESERVED_TYPE" });
  });

  it("[G8] refuses to write while the clock stands before the last receipt", async () => {
    const { ledger, clock, storage, key } = await openWorld();
    const first = await ledger.append(toolCall());
    clock.now -= 60_000;
    await expect(ledger.append(toolCall())).rejects.toMatchObject({ code: "ERR_RECEIPTS_CLOCK_BACKWARDS" });
    const reopening = openLedger({ storage, key, writer: "gateway-1", clock: () => clock.now });
    await expect(reopening).rejects.toMatchObject({ code: "ERR_RECEIPTS_CLOCK_BACKWARDS" });
    clock.now = first.at - 1_000;
    expect(await ledger.append(toolCall())).toMatchObject({ at: first.at, sequence: 2 });
  });

  it("refuses another key and a damaged tail when it opens", async () => {
    const { ledger, storage, key } = await openWorld();
    await ledger.append(toolCall());
    const wrongKey = openLedger({ storage, key: generateSigningKey(), writer: "gateway-1" });
    await expect(wrongKey).rejects.toMatchObject({ code: "ERR_RECEIPTS_KEY_MISMATCH" });
    const { body_json } = await storage.selectFrom("receipt").select("body_json").executeTakeFirstOrThrow();
    const edited = body_json.replace("alice", "mallory");
    await storage.updateTable("receipt").set({ body_json: edited }).execute();
    const reopen = () => openLedger({ storage, key, writer: "gateway-1" });
    await expect(reopen()).rejects.toMatchObject({ code: "ERR_RECEIPTS_DAMAGED" });
    const hash = sha256(`["sallyport/receipt/v1",${edited}]`);
    await storage.updateTable("receipt").set({ hash }).execute();
    await expect(reopen()).rejects.toMatchObject({ code: "ERR_RECEIPTS_DAMAGED" });
  });

  it.each(["", "Gateway", "a:b", "a b", "-a", "x".repeat(65)])(
    "refuses the writer name %j",
    async (writer) => {
      const { storage, key } = await openWorld();
      await expect(openLedger({ storage, key, writer })).rejects.toMatchObject({
        code: "ERR_RECEIPTS_WRITER_NAME",
      });
    },
  );
});
