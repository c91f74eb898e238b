import { createPublicKey, verify } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  createCheckpoint,
  createFileAnchor,
  exportLedger,
  openLedger,
} from "../../../sdk/src/receipts/index.ts";
import { verifyLedger } from "../../../sdk/src/receipts/verify/index.ts";
import { openStorage } from "../../../sdk/src/storage/index.ts";
import { openWorld, toolCall, type World } from "./world.ts";

const origin = "acme.example/agents";
const checkpointOf = ({ storage, key, clock }: World) =>
  createCheckpoint({ storage, key, origin, clock: () => clock.now });

describe("createCheckpoint", () => {
  it("signs a C2SP checkpoint that other tools can read", async () => {
    const world = await openWorld();
    await world.ledger.append(toolCall());
    const { note, size } = await checkpointOf(world);
    const [, text, name, encoded] =
      note.match(/^(acme\.example\/agents\n1\n[A-Za-z0-9+/]{43}=\n)\n— (\S+) (\S+)\n$/) ?? [];
    expect(size).toBe(1);
    expect(name).toBe(origin);
    const signature = Buffer.from(encoded as string, "base64").subarray(4);
    const { kty, crv, x } = world.key.publicKey;
    const key = createPublicKey({ key: { kty, crv, x }, format: "jwk" });
    expect(verify(null, Buffer.from(text as string), key, signature)).toBe(true);
  });

  it("covers all writers' receipts, in batches and again and again", async () => {
    const world = await openWorld();
    const { storage, key, ledger } = world;
    const other = await openLedger({ storage, key, writer: "gateway-2", clock: () => world.clock.now });
    const notes: string[] = [];
    for (const count of [0, 1, 2, 1_500, 3]) {
      await Promise.all(Array.from({ length: count }, (_, n) => (n % 2 ? ledger : other).append(toolCall())));
      notes.push((await checkpointOf(world)).note);
    }
    await ledger.append(toolCall());
    const bundle = await exportLedger({ storage });
    expect(bundle.checkpoints).toEqual(notes);
    const report = await verifyLedger(bundle, {
      publicKeys: [key.publicKey],
      anchors: notes.map((note) => ({ note })),
    });
    expect(report).toMatchObject({
      ok: true,
      receipts: 1_507,
      checkpointed: 1_506,
      anchored: 1_506,
      findings: [],
    });
  });

  it("returns the last one when nothing is new", async () => {
    const world = await openWorld();
    await world.ledger.append(toolCall());
    const first = await checkpointOf(world);
    world.clock.now += 60_000;
    expect(await checkpointOf(world)).toEqual(first);
  });

  it("lets processes take turns", async () => {
    const folder = await mkdtemp(join(tmpdir(), "sallyport-checkpoint-"));
    const world = await openWorld(join(folder, "ledger.db"));
    const elsewhere = await openStorage(join(folder, "ledger.db"));
    for (let round = 0; round < 5; round++) {
      await Promise.all(Array.from({ length: 20 }, () => world.ledger.append(toolCall())));
      await checkpointOf(round % 2 ? world : { ...world, storage: elsewhere });
    }
    const report = await verifyLedger(await exportLedger(world), { publicKeys: [world.key.publicKey] });
    expect(report).toMatchObject({ ok: true, checkpointed: 100 });
    await Promise.all([world.storage.destroy(), elsewhere.destroy()]);
    await rm(folder, { recursive: true });
  });

  it("offers a checkpoint to the anchor until it takes it", async () => {
    const world = await openWorld();
    await world.ledger.append(toolCall());
    const taken: number[] = [];
    const options = { storage: world.storage, key: world.key, origin };
    const failing = createCheckpoint({ ...options, anchor: () => Promise.reject(new Error("no network")) });
    await expect(failing).rejects.toMatchObject({ code: "ERR_RECEIPTS_ANCHOR_FAILED" });
    const anchor = ({ size }: { readonly size: number }) => void taken.push(size);
    await createCheckpoint({ ...options, anchor });
    await createCheckpoint({ ...options, anchor });
    expect(taken).toEqual([1]);
  });

  it("keeps anchors in a file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "sallyport-anchor-"));
    const { storage, key, ledger, clock } = await openWorld();
    const file = join(folder, "anchors.jsonl");
    for (let round = 0; round < 2; round++) {
      await ledger.append(toolCall());
      await createCheckpoint({
        storage,
        key,
        origin,
        clock: () => clock.now,
        anchor: createFileAnchor(file),
      });
    }
    const anchors = (await readFile(file, "utf8"))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const report = await verifyLedger(await exportLedger({ storage }), {
      publicKeys: [key.publicKey],
      anchors,
    });
    expect(report).toMatchObject({ ok: true, anchored: 2 });
    await rm(folder, { recursive: true });
  });

  it.each(["", "a b", "a+b", "a\nb"])("refuses the origin %j", async (bad) => {
    const { storage, key } = await openWorld();
    await expect(createCheckpoint({ storage, key, origin: bad })).rejects.toMatchObject({
      code: "ERR_RECEIPTS_ORIGIN",
    });
  });

  it("keeps one origin for ever", async () => {
    const world = await openWorld();
    await checkpointOf(world);
    const other = createCheckpoint({ ...world, clock: () => 0, origin: "other.example" });
    await expect(other).rejects.toMatchObject({ code: "ERR_RECEIPTS_ORIGIN" });
  });

  it("[G4] signs nothing over a receipt that was edited, nor over a tree that contradicts its word", async () => {
    const edited = await openWorld();
    await edited.ledger.append(toolCall());
    await edited.storage.updateTable("receipt").set({ body_json: "{}" }).execute();
    await expect(checkpointOf(edited)).rejects.toMatchObject({ code: "ERR_RECEIPTS_DAMAGED" });

    const deleted = await openWorld();
    for (let n = 0; n < 3; n++) await deleted.ledger.append(toolCall());
    await deleted.storage.deleteFrom("receipt").where("sequence", "=", 2).execute();
    await expect(checkpointOf(deleted)).rejects.toMatchObject({ code: "ERR_RECEIPTS_DAMAGED" });

    const regrown = await openWorld();
    await regrown.ledger.append(toolCall());
    await checkpointOf(regrown);
    await regrown.storage
      .updateTable("ledger_node")
      .set({ hash: "0".repeat(64) })
      .execute();
    await expect(checkpointOf(regrown)).rejects.toMatchObject({ code: "ERR_RECEIPTS_DAMAGED" });
    expect((await exportLedger(regrown)).checkpoints).toHaveLength(1);
  });
});
