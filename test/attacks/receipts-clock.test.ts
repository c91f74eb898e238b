import { beforeEach, describe, expect, it } from "vitest";
import { generateSigningKey } from "../../sdk/src/crypto/index.ts";
import { openLedger } from "../../sdk/src/receipts/index.ts";
import {
  audit,
  type Books,
  checkpoint,
  exportOf,
  naiveChain,
  naiveVerify,
  openBooks,
  record,
} from "./receipts-forgery.ts";

const day = 86_400_000;

describe("a clock moved back", () => {
  let books: Books;

  beforeEach(async () => {
    books = await openBooks(generateSigningKey());
    await record(books);
  });

  it("[G4] stops the writer, and the ledger stands", async () => {
    const yesterday = { what: "approved in time", at: -day };
    expect(naiveVerify(naiveChain([{ what: "expired", at: 0 }, yesterday]))).toBe(true);
    books.clock.now -= day;
    await expect(record(books, ["approved in time"])).rejects.toMatchObject({
      code: "ERR_RECEIPTS_CLOCK_BACKWARDS",
    });
    const { storage, key } = books;
    const restart = openLedger({ storage, key, writer: "gateway-1", clock: () => books.clock.now });
    await expect(restart).rejects.toMatchObject({ code: "ERR_RECEIPTS_CLOCK_BACKWARDS" });
    expect((await exportOf(books)).receipts).toHaveLength(4);
  });

  it("[G4] shows in a chain that a dishonest writer signed", async () => {
    const { key, storage } = books;
    const lying = await openBooks(key);
    // The writer's own check is switched off by forgetting its chain: only the sequence is kept right.
    await record(lying, ["one"]);
    lying.clock.now -= day;
    const restarted = await openBooks(key);
    restarted.clock.now = lying.clock.now;
    await record(restarted, ["one", "backdated"]);
    const [first] = (await exportOf(lying)).receipts;
    const [, second] = (await exportOf(restarted)).receipts;
    const bundle = { ...(await exportOf(books)), receipts: [first, second] as never };
    expect(await audit(bundle, { publicKeys: [key.publicKey] })).toContain("clock-backwards");
    await storage.destroy();
  });

  it("[G4] shows in another writer's chain, by the clock of whoever holds an anchor", async () => {
    const { key, storage, clock } = books;
    const anchors = [{ note: await checkpoint(books), seenAt: clock.now }];
    const trust = { publicKeys: [key.publicKey], anchors };
    const backdated = await openLedger({ storage, key, writer: "gateway-2", clock: () => clock.now - day });
    await backdated.append({ type: "approval-granted", tenant: "acme" });
    expect(await audit(await exportOf(books), { publicKeys: trust.publicKeys })).toEqual([]);
    expect(await audit(await exportOf(books), trust)).toEqual(["time-contradicts-anchor"]);
  });

  it("[G4] shows also when it was moved forward before the anchor", async () => {
    const { key, storage, clock } = books;
    const ahead = await openLedger({ storage, key, writer: "gateway-2", clock: () => clock.now + day });
    await ahead.append({ type: "approval-granted", tenant: "acme" });
    const anchors = [{ note: await checkpoint(books), seenAt: clock.now }];
    expect(await audit(await exportOf(books), { publicKeys: [key.publicKey], anchors })).toEqual([
      "time-contradicts-anchor",
    ]);
  });
});
