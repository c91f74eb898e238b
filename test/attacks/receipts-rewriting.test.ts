import { beforeEach, describe, expect, it } from "vitest";
import { generateSigningKey, type SigningKey } from "../../sdk/src/crypto/index.ts";
import { openLedger, proveConsistency, type Receipt } from "../../sdk/src/receipts/index.ts";
import { type LedgerTrust, verifyConsistency, verifyLedger } from "../../sdk/src/receipts/verify/index.ts";
import {
  audit,
  type Books,
  checkpoint,
  exportOf,
  naiveChain,
  naiveVerify,
  openBooks,
  record,
  story,
} from "./receipts-forgery.ts";

const events = story.map((what, at) => ({ what, at }));
const innocent = ["hello", "wire 9 to alice", "bye", "good night"];

/** The attacker has the key, or takes their own: signatures alone don't help any more, what others saw does. */
describe("a ledger rewritten by whoever can sign", () => {
  let key: SigningKey;
  let books: Books;
  let anchor: string;
  let trust: LedgerTrust;

  beforeEach(async () => {
    key = generateSigningKey();
    books = await openBooks(key);
    await record(books);
    anchor = await checkpoint(books);
    trust = { publicKeys: [key.publicKey], anchors: [{ note: anchor, seenAt: books.clock.now }] };
    expect(await audit(await exportOf(books), trust)).toEqual([]);
  });

  it("[G4] a truncated tail", async () => {
    expect(naiveVerify(naiveChain(events).slice(0, 1))).toBe(true);
    await books.storage.deleteFrom("receipt").where("sequence", ">", 1).execute();
    await books.storage.deleteFrom("checkpoint").execute();
    const short = await exportOf(books);
    const unanchored = await verifyLedger(short, { publicKeys: trust.publicKeys });
    expect(unanchored.ok).toBe(true);
    expect(unanchored.doesNotAssert.join()).toContain("no anchor was given");
    expect(await audit(short, trust)).toEqual(["truncated"]);
  });

  it("[G4] a tail truncated in the export, while its checkpoints stayed", async () => {
    const whole = await exportOf(books);
    const short = { ...whole, receipts: whole.receipts.slice(0, 2) };
    expect(await audit(short, { publicKeys: trust.publicKeys })).toEqual(["truncated"]);
  });

  it("[G4] a truncated and regrown tail", async () => {
    const again = await openBooks(key);
    await record(again, [story[0], ...innocent.slice(1)]);
    const bundle = await exportOf(again);
    expect(await audit(bundle, { publicKeys: trust.publicKeys })).toEqual([]);
    expect(await audit(bundle, trust)).toContain("forked");
  });

  it("[G4] a full rewrite with a new key", async () => {
    const mallory = generateSigningKey();
    const forged = await openBooks(mallory);
    await record(forged, innocent);
    await checkpoint(forged);
    const bundle = await exportOf(forged);
    // A verifier that takes the keys from the bundle, as many do, is content.
    expect(await audit(bundle, { publicKeys: bundle.keys })).toEqual([]);
    expect(await audit(bundle, { publicKeys: trust.publicKeys })).toEqual(["untrusted-key"]);
  });

  it("[G4] a full rewrite with the ledger's own key", async () => {
    const forged = await openBooks(key);
    await record(forged, innocent);
    await checkpoint(forged);
    expect(await audit(await exportOf(forged), trust)).toEqual(["forked"]);
  });

  it("[G4] an anchor replaced by a forged one is not an anchor", async () => {
    const forged = await openBooks(generateSigningKey());
    await record(forged, innocent);
    const note = await checkpoint(forged);
    expect(await audit(await exportOf(books), { ...trust, anchors: [{ note }] })).toEqual([
      "signature-invalid",
    ]);
  });

  it("[G4] a fork shown to two auditors", async () => {
    const fork = await openBooks(key);
    await record(fork, innocent);
    const shownToBob = await checkpoint(fork);
    await record(fork, ["more"]);
    const shownLater = await checkpoint(fork);
    // Each of them, alone, finds a ledger in order.
    for (const each of [books, fork]) {
      expect(await audit(await exportOf(each), { publicKeys: trust.publicKeys })).toEqual([]);
    }
    // Together they have two signatures that contradict each other.
    const codes = async (newer: string, proof: readonly string[]) =>
      (await verifyConsistency({ older: anchor, newer, proof }, trust)).map(({ code }) => code);
    expect(await codes(shownToBob, [])).toEqual(["forked"]);
    expect(await codes(shownLater, await proveConsistency(fork.storage, 4, 5))).toEqual(["forked"]);
    expect(await audit(await exportOf(fork), trust)).toContain("forked");
    // An honest ledger proves its growth to both.
    await record(books, ["more"]);
    expect(await codes(await checkpoint(books), await proveConsistency(books.storage, 4, 5))).toEqual([]);
  });

  it("[G4] a key that was rotated away", async () => {
    const next = generateSigningKey();
    await books.ledger.rotateKey(next, "the old one may have leaked");
    await books.ledger.append({ type: "tool-call-executed", tenant: "acme" });
    const honest = await exportOf(books);
    expect(await audit(honest, trust)).toEqual([]);
    // The thief of the old key continues the chain as if there had been no rotation …
    const stolen = await openBooks(key);
    await record(stolen, [...story, "rotation", "wire 1 to mallory"]);
    const forged = (await exportOf(stolen)).receipts[5] as Receipt;
    const continued = { ...honest, receipts: [...honest.receipts.slice(0, 5), forged] };
    expect(await audit(continued, trust)).toEqual(expect.arrayContaining(["wrong-key"]));
    // … begins another one …
    const writer = await openLedger({
      storage: books.storage,
      key,
      writer: "gateway-9",
      clock: () => books.clock.now + 1,
    });
    await writer.append({ type: "tool-call-executed", tenant: "acme" });
    expect(await audit(await exportOf(books), trust)).toEqual(["wrong-key"]);
    // … or signs a checkpoint.
    await checkpoint(books);
    expect(await audit(await exportOf(books), { publicKeys: trust.publicKeys })).toContain("untrusted-key");
  });

  it("[G4] a rotation to the attacker's key, not signed by the present one", async () => {
    const mallory = generateSigningKey();
    const forged = await openBooks(mallory);
    await record(forged);
    await forged.ledger.rotateKey(mallory, "trust me");
    const rotation = (await exportOf(forged)).receipts[4] as Receipt;
    const honest = await exportOf(books);
    const receipts = [...honest.receipts, rotation];
    const keys = [...honest.keys, mallory.publicKey];
    expect(await audit({ ...honest, receipts, keys }, trust)).toEqual(
      expect.arrayContaining(["chain-broken", "wrong-key"]),
    );
    const asIfSignedByUs = { ...rotation, keyId: key.publicKey.kid };
    expect(await audit({ ...honest, receipts: [...honest.receipts, asIfSignedByUs], keys }, trust)).toContain(
      "hash-mismatch",
    );
  });
});
