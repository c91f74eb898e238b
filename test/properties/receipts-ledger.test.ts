import { createHash } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { canonicalJson, generateSigningKey } from "../../sdk/src/crypto/index.ts";
import { createCheckpoint, exportLedger, openLedger, serializeLedger } from "../../sdk/src/receipts/index.ts";
import { hashLeaf, hashRange, type NodeHash, nodesOfLeaf } from "../../sdk/src/receipts/merkle-tree.ts";
import { canonicalJson as verifiersCanonicalJson } from "../../sdk/src/receipts/verify/canonical-json.ts";
import { type LedgerTrust, verifyLedgerFile } from "../../sdk/src/receipts/verify/index.ts";
import { openWorld, toolCall } from "../unit/receipts/world.ts";

describe("an exported ledger", () => {
  let file: Uint8Array;
  let trust: LedgerTrust;

  beforeAll(async () => {
    const { ledger, storage, key, clock } = await openWorld();
    const other = await openLedger({ storage, key, writer: "gateway-2", clock: () => clock.now });
    const checkpoint = async (signer = key) =>
      createCheckpoint({ storage, key: signer, origin: "acme", clock: () => clock.now });
    await ledger.append(toolCall());
    await other.append(
      toolCall({ facts: { note: 'naïve 😀 \u0000 "quoted" €', zero: 0, tiny: 1e-7, deep: [[{}]] } }),
    );
    await checkpoint();
    clock.now += 1;
    await ledger.pruneFacts({ tenant: "acme", before: clock.now, reason: "old" });
    const next = generateSigningKey();
    await ledger.rotateKey(next, "yearly");
    await ledger.append(toolCall({ type: "session-started" }));
    await checkpoint(next);
    await other.append({ type: "policy-changed", tenant: "acme" });
    file = new TextEncoder().encode([...serializeLedger(await exportLedger({ storage }))].join(""));
    trust = { publicKeys: [key.publicKey] };
    expect((await verifyLedgerFile([new TextDecoder().decode(file)], trust)).findings).toEqual([]);
  });

  const verdict = async (bytes: Uint8Array) =>
    (await verifyLedgerFile([new TextDecoder().decode(bytes)], trust)).ok;
  const anywhere = fc.nat().map((place) => ({ at: (length: number) => place % length }));

  it("[G4] shows every edit of a single byte", async () => {
    await fc.assert(
      fc.asyncProperty(anywhere, fc.integer({ min: 1, max: 255 }), async ({ at }, change) => {
        const edited = file.slice();
        const place = at(file.length);
        edited[place] = (edited[place] as number) ^ change;
        expect(await verdict(edited)).toBe(false);
      }),
      { numRuns: 250 },
    );
  });

  it("[G4] shows every byte removed and every byte inserted", async () => {
    await fc.assert(
      fc.asyncProperty(anywhere, fc.nat(255), async ({ at }, byte) => {
        const place = at(file.length);
        expect(await verdict(new Uint8Array([...file.slice(0, place), ...file.slice(place + 1)]))).toBe(
          false,
        );
        expect(await verdict(new Uint8Array([...file.slice(0, place), byte, ...file.slice(place)]))).toBe(
          false,
        );
      }),
      { numRuns: 60 },
    );
  });

  it("verifies however it is cut into chunks", async () => {
    const text = new TextDecoder().decode(file);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(text.length), { maxLength: 5 }), async (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), text.length];
        const chunks = places.slice(1).map((end, index) => text.slice(places[index], end));
        expect((await verifyLedgerFile(chunks, trust)).findings).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

describe("the verifier's canonical JSON", () => {
  it("is the writer's for every JSON value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const parsed = JSON.parse(JSON.stringify(value));
        expect(verifiersCanonicalJson(parsed)).toBe(canonicalJson(parsed));
      }),
    );
  });
});

describe("the Merkle tree", () => {
  const sha256 = (...parts: readonly Uint8Array[]) =>
    createHash("sha256").update(Buffer.concat(parts)).digest();

  /** RFC 6962 section 2.1, as it is written there. */
  function mth(entries: readonly Buffer[]): Buffer {
    if (entries.length === 0) return sha256();
    if (entries.length === 1) return sha256(Buffer.of(0), entries[0] as Buffer);
    const k = 2 ** Math.floor(Math.log2(entries.length - 1));
    return sha256(Buffer.of(1), mth(entries.slice(0, k)), mth(entries.slice(k)));
  }

  it("has RFC 6962's root at every size", async () => {
    const nodes = new Map<string, NodeHash>();
    const read = async (level: number, position: number) => nodes.get(`${level}/${position}`) as NodeHash;
    const entries: Buffer[] = [];
    for (let size = 0; size <= 130; size++) {
      expect(await hashRange(0, size, read)).toBe(mth(entries).toString("hex"));
      const entry = sha256(Buffer.of(size));
      entries.push(entry);
      for (const { level, position, hash } of await nodesOfLeaf(
        size,
        hashLeaf(`sha256:${entry.toString("hex")}`),
        read,
      ))
        nodes.set(`${level}/${position}`, hash);
    }
  });
});
