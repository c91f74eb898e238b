import { beforeEach, describe, expect, it } from "vitest";
import { generateSigningKey } from "../../sdk/src/crypto/index.ts";
import { openLedger, type Receipt } from "../../sdk/src/receipts/index.ts";
import type { LedgerBundle, LedgerTrust } from "../../sdk/src/receipts/verify/index.ts";
import {
  audit,
  type Books,
  checkpoint,
  exportOf,
  naiveChain,
  naiveVerify,
  openBooks,
  record,
  rehash,
  story,
} from "./receipts-forgery.ts";

const events = story.map((what, at) => ({ what, at }));

/** The attacker may write to the database, and has no key. */
describe("a ledger whose database is in an attacker's hands", () => {
  let books: Books;
  let honest: LedgerBundle;
  let trust: LedgerTrust;
  const rewritten = (receipts: readonly Receipt[]) => audit({ ...honest, receipts }, trust);

  beforeEach(async () => {
    books = await openBooks(generateSigningKey());
    await record(books);
    honest = await exportOf(books);
    trust = { publicKeys: [books.key.publicKey] };
    expect(await audit(honest, trust)).toEqual([]);
    expect(naiveVerify(naiveChain(events))).toBe(true);
  });

  const edit = (receipts: readonly Receipt[]) =>
    receipts.map((receipt) => (receipt.sequence === 2 ? { ...receipt, principal: "alice" } : receipt));

  it("[G4] an edited receipt", async () => {
    const innocent = naiveChain(
      events.map((event, at) => (at === 1 ? { ...event, what: "wire 9 to alice" } : event)),
    );
    expect(naiveVerify(innocent)).toBe(true);
    expect(await rewritten(edit(honest.receipts))).toEqual(["hash-mismatch"]);
    expect(await rewritten(rehash(edit(honest.receipts)))).toEqual(["signature-invalid"]);
    expect(await audit(await exportOf(books), trust)).toEqual([]);
  });

  it("[G4] an edit in the database itself", async () => {
    const { storage } = books;
    const { body_json } = await storage
      .selectFrom("receipt")
      .select("body_json")
      .where("sequence", "=", 2)
      .executeTakeFirstOrThrow();
    const forged = body_json.replace("mallory", "alice");
    await storage.updateTable("receipt").set({ body_json: forged }).where("sequence", "=", 2).execute();
    expect(await audit(await exportOf(books), trust)).toEqual(["hash-mismatch"]);
  });

  it("[G4] a deleted receipt", async () => {
    const without = (index: number) => honest.receipts.filter((_, place) => place !== index);
    expect(naiveVerify(naiveChain(events.filter((_, index) => index !== 1)))).toBe(true);
    expect(await rewritten(without(0))).toEqual(["sequence-gap"]);
    expect(await rewritten(without(1))).toEqual(["sequence-gap"]);
    expect(await rewritten(rehash(without(1)))).toEqual(["signature-invalid"]);
  });

  it("[G4] a receipt deleted under a running writer", async () => {
    await books.storage.deleteFrom("receipt").where("sequence", "=", 4).execute();
    await record(books, ["next day"]);
    expect(await audit(await exportOf(books), trust)).toEqual(["sequence-gap"]);
  });

  it("[G4] reordered receipts", async () => {
    const [first, second, third, fourth] = honest.receipts as [Receipt, Receipt, Receipt, Receipt];
    expect(naiveVerify(naiveChain([...events].reverse()))).toBe(true);
    expect(await rewritten([first, third, second, fourth])).toEqual(["sequence-gap", "sequence-repeated"]);
    expect(await rewritten(rehash([first, third, second, fourth]))).toContain("signature-invalid");
  });

  it("[G4] a replayed receipt", async () => {
    const [first, second] = honest.receipts as [Receipt, Receipt];
    expect(naiveVerify(naiveChain([...events, events[0] as never]))).toBe(true);
    expect(await rewritten([...honest.receipts, second])).toEqual(["sequence-repeated"]);
    expect(await rewritten([first, ...honest.receipts])).toEqual(["sequence-repeated"]);
    expect(await rewritten(rehash([...honest.receipts, second]))).toContain("signature-invalid");
  });

  it("[G4] a receipt replayed as another writer's, or from another ledger under the same key", async () => {
    const { ledger: _, ...other } = await openBooks(books.key);
    const elsewhere = await openLedger({ ...other, writer: "gateway-1", clock: () => books.clock.now });
    const stranger = await elsewhere.append({ type: "tool-call-refused", tenant: "acme" });
    const [first, ...rest] = honest.receipts as [Receipt];
    expect(await rewritten([stranger, ...rest])).toContain("chain-broken");
    expect(
      await rewritten([...honest.receipts, { ...first, writer: "gateway-2", id: "gateway-2:1" }]),
    ).toEqual(["hash-mismatch"]);
  });

  it("[G4] swapped payloads", async () => {
    const [first, second, ...rest] = honest.receipts as [Receipt, Receipt];
    const swapFacts = [
      { ...first, facts: second.facts, factsSalt: second.factsSalt },
      { ...second, facts: first.facts, factsSalt: first.factsSalt },
    ] as Receipt[];
    expect(await rewritten([...swapFacts, ...rest])).toEqual(["facts-mismatch"]);
    const swapBodies = [
      { ...second, hash: first.hash, signature: first.signature },
      { ...first, hash: second.hash, signature: second.signature },
    ];
    expect(await rewritten([...swapBodies, ...rest])).toContain("hash-mismatch");
    const swapSignatures = [
      { ...first, signature: second.signature },
      { ...second, signature: first.signature },
    ];
    expect(await rewritten([...swapSignatures, ...rest])).toEqual(["signature-invalid"]);
    expect((await exportOf(books)).receipts[1]?.facts).toEqual({
      tool: "wire",
      what: "wire 90,000 to mallory",
    });
  });

  it("[G4] facts removed as if retention had done it", async () => {
    await books.storage
      .updateTable("receipt")
      .set({ facts_json: null, facts_salt: null })
      .where("sequence", "=", 2)
      .execute();
    expect(await audit(await exportOf(books), trust)).toEqual(["facts-missing"]);
    const { facts, factsSalt, factsDigest, ...bare } = honest.receipts[1] as Receipt;
    expect(await rewritten(honest.receipts.with(1, bare))).toEqual(["hash-mismatch"]);
  });

  it("[G4] facts guessed after retention pruned them cannot be tested against their digest", async () => {
    const guesses = ["hello", "wire 90,000 to mallory"].map((what) => ({ tool: "wire", what }));
    books.clock.now += 1;
    await books.ledger.pruneFacts({ tenant: "acme", before: books.clock.now, reason: "90 days" });
    const pruned = (await exportOf(books)).receipts[1] as Receipt;
    const digests = rehash(guesses.map((facts) => ({ ...pruned, facts, factsSalt: "" }))).map(
      ({ factsDigest }) => factsDigest,
    );
    expect(digests).not.toContain(pruned.factsDigest);
    expect(pruned.factsDigest).toBe(honest.receipts[1]?.factsDigest);
  });

  it("[G4] a writer's whole chain taken out of a checkpointed log", async () => {
    const { storage, key, clock } = books;
    const other = await openLedger({ storage, key, writer: "batch-7", clock: () => clock.now });
    await other.append({ type: "tool-call-executed", tenant: "acme" });
    await checkpoint(books);
    const whole = await exportOf(books);
    expect(await audit(whole, trust)).toEqual([]);
    const receipts = whole.receipts.filter(({ writer }) => writer !== "batch-7");
    expect(await audit({ ...whole, receipts }, trust)).toEqual(["truncated"]);
    expect(await audit({ ...whole, receipts: [...receipts, ...receipts.slice(0, 1)] }, trust)).toContain(
      "checkpoint-mismatch",
    );
  });
});
