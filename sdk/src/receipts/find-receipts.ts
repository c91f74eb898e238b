import type { Storage } from "../storage/index.ts";
import { receiptNotFound } from "./errors.ts";
import type { Receipt } from "./receipt.ts";
import { fromRowChecked, type ReceiptRow } from "./stored-receipt.ts";

/**
 * A receipt by its id.
 *
 * @throws {SallyportError} `ERR_RECEIPTS_NOT_FOUND`, `ERR_RECEIPTS_DAMAGED`.
 */
export async function findReceipt(storage: Storage, id: string): Promise<Receipt> {
  return fromRowChecked(await rowOf(storage, id));
}

/** @throws {SallyportError} `ERR_RECEIPTS_NOT_FOUND`. */
export async function rowOf(storage: Storage, id: string): Promise<ReceiptRow> {
  const [writer = "", sequence = ""] = id.split(":");
  const row = await storage
    .selectFrom("receipt")
    .selectAll()
    .where("writer", "=", writer)
    .where("sequence", "=", Number(sequence))
    .executeTakeFirst();
  if (row === undefined) throw receiptNotFound(id);
  return row;
}

/** What led to a receipt, nearest first: its `cause`, that one's cause, and so on. */
export async function findCauses(storage: Storage, receipt: Receipt): Promise<readonly Receipt[]> {
  const causes: Receipt[] = [];
  const seen = new Set([receipt.id]);
  for (let id = receipt.cause; id !== undefined && !seen.has(id); id = causes.at(-1)?.cause) {
    seen.add(id);
    causes.push(await findReceipt(storage, id));
  }
  return causes;
}
