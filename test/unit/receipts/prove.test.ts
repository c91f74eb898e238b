import { beforeAll, describe, expect, it } from "vitest";
import { generateSigningKey } from "../../../sdk/src/crypto/index.ts";
import {
  type Checkpoint,
  createCheckpoint,
  proveConsistency,
  proveInclusion,
} from "../../../sdk/src/receipts/index.ts";
import { verifyConsistency, verifyReceiptProof } from "../../../sdk/src/receipts/verify/index.ts";
import { openWorld, toolCall, type World } from "./world.ts";

describe("proofs", () => {
  let world: World;
  const checkpoints: Checkpoint[] = [];

  beforeAll(async () => {
    world = await openWorld();
    const { storage, key, ledger, clock } = world;
    for (let size = 0; size <= 20; size++) {
      if (size > 0) await ledger.append(toolCall({ facts: { size } }));
      checkpoints.push(await createCheckpoint({ storage, key, origin: "acme", clock: () => clock.now }));
    }
  });

  it("prove that a receipt is in the log to someone who sees no other", async () => {
    for (let sequence = 1; sequence <= 20; sequence++) {
      const proof = await proveInclusion(world.storage, `gateway-1:${sequence}`);
      const report = await verifyReceiptProof(proof, { publicKeys: [world.key.publicKey] });
      expect(report).toMatchObject({
        ok: true,
        findings: [],
        receipt: { sequence, facts: { size: sequence } },
      });
    }
  });

  it("prove that the log only grew, for every two sizes", async () => {
    const trust = { publicKeys: [world.key.publicKey] };
    for (const older of checkpoints) {
      for (const newer of checkpoints.slice(older.size)) {
        const proof = await proveConsistency(world.storage, older.size, newer.size);
        const claim = { older: older.note, newer: newer.note, proof };
        expect(await verifyConsistency(claim, trust), `${older.size} → ${newer.size}`).toEqual([]);
        if (proof.length === 0) continue;
        const shorter = { ...claim, proof: proof.slice(1) };
        expect((await verifyConsistency(shorter, trust)).map(({ code }) => code)).toEqual(["forked"]);
      }
    }
  });

  it("[G4] refuse every edited line of a proof, and another's signature", async () => {
    const proof = await proveInclusion(world.storage, "gateway-1:7");
    const stranger = { publicKeys: [generateSigningKey().publicKey] };
    expect((await verifyReceiptProof(proof, stranger)).ok).toBe(false);
    for (let at = 0; at < proof.length; at += 3) {
      const edited = `${proof.slice(0, at)}${proof[at] === "A" ? "B" : "A"}${proof.slice(at + 1)}`;
      expect((await verifyReceiptProof(edited, { publicKeys: [world.key.publicKey] })).ok, `at ${at}`).toBe(
        false,
      );
    }
  });

  it("need a checkpoint that covers the receipt", async () => {
    const { id } = await world.ledger.append(toolCall());
    await expect(proveInclusion(world.storage, id)).rejects.toMatchObject({ code: "ERR_RECEIPTS_NOT_FOUND" });
  });
});
