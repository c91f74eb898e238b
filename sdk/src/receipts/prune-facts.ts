import type { Storage } from "../storage/index.ts";
import { ledgerReceiptTypes } from "./receipt-type.ts";
import { fromRow, type ReceiptRow } from "./stored-receipt.ts";
import { subjectsOf } from "./subjects.ts";

/** Writers wait while a transaction is open. */
const receiptsPerTransaction = 500;

/** Removes facts, and what the index knows from them. May be repeated after a crash. */
export async function clearFacts(storage: Storage, tenant: string, before: number): Promise<void> {
  let cleared = receiptsPerTransaction;
  while (cleared === receiptsPerTransaction) {
    const rows = await storage
      .selectFrom("receipt")
      .selectAll()
      .where("tenant", "=", tenant)
      .where("at", "<", before)
      .where("facts_json", "is not", null)
      .where("type", "not in", ledgerReceiptTypes)
      .limit(receiptsPerTransaction)
      .execute();
    await storage.transaction().execute(async (transaction) => {
      for (const row of rows) await clear(transaction, row);
    });
    cleared = rows.length;
  }
}

async function clear(transaction: Storage, row: ReceiptRow): Promise<void> {
  const cleared = { ...row, facts_json: null, facts_salt: null };
  await transaction
    .updateTable("receipt")
    .set({ facts_json: null, facts_salt: null })
    .where("writer", "=", row.writer)
    .where("sequence", "=", row.sequence)
    .execute();
  await transaction
    .deleteFrom("receipt_subject")
    .where("writer", "=", row.writer)
    .where("sequence", "=", row.sequence)
    .where("at", "=", row.at)
    .where("subject", "in", subjectsOf(fromRow(row)))
    .where("subject", "not in", subjectsOf(fromRow(cleared)))
    .execute();
}
