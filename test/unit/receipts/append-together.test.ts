import { describe, expect, it } from "vitest";
import { generateSigningKey } from "../../../sdk/src/crypto/index.ts";
import { openLedger, queryReceipts } from "../../../sdk/src/receipts/index.ts";
import { openStorage } from "../../../sdk/src/storage/index.ts";

describe("two receipts that belong together", () => {
  it("are chained one after the other, the first as the second's cause, whatever is appended meanwhile", async () => {
    const storage = await openStorage(":memory:");
    const ledger = await openLedger({ storage, key: generateSigningKey(), writer: "test" });
    const other = { type: "session-started", tenant: "acme" } as const;
    const both = () =>
      ledger.append(
        { type: "tool-call-decided", tenant: "acme" },
        { type: "tool-call-attempted", tenant: "acme" },
      );
    const [, decided] = await Promise.all([ledger.append(other), both(), ledger.append(other), both()]);
    const receipts = await queryReceipts(storage, {});
    const attempted = receipts.find(({ id }) => id === decided.cause);
    expect(attempted).toMatchObject({ type: "tool-call-attempted", sequence: decided.sequence - 1 });
    expect(decided.previousHash).toBe(attempted?.hash);
    expect(receipts).toHaveLength(6);
  });

  it("refuses both when one is none", async () => {
    const storage = await openStorage(":memory:");
    const ledger = await openLedger({ storage, key: generateSigningKey(), writer: "test" });
    const odd = { type: "key-rotated", tenant: "acme" } as const;
    await expect(ledger.append({ type: "session-started", tenant: "acme" }, odd)).rejects.toThrow();
    expect(await queryReceipts(storage, {})).toEqual([]);
  });
});
