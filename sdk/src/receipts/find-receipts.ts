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
  const row = await findRow(storage, id);
  if (row === undefined) throw receiptNotFound(id);
  return row;
}

/**
 * What led to a receipt, nearest first: its `cause`, that one's cause, and so on, as far as they are there.
 *
 * @throws {SallyportError} `ERR_RECEIPTS_DAMAGED`.
 */
export async function findCauses(storage: Storage, receipt: Receipt): Promise<readonly Receipt[]> {
  const causes: Receipt[] = [];
  const seen = new Set([receipt.id]);
  for (let id = receipt.cause; id !== undefined && !seen.has(id); id = causes.at(-1)?.cause) {
    seen.add(id);
    const row = await findRow(storage, id);
    if (row === undefined) break;
    causes.push(fromRowChecked(row));
  }
  return causes;
}

function findRow(storage: Storage, id: string): Promise<ReceiptRow | undefined> {
  const [writer = "", sequence = ""] = id.split(":");
  return storage
    .selectFrom("receipt")
    .selectAll()
    .where("writer", "=", writer)
    .where("sequence", "=", Number(sequence))
    .executeTakeFirst();
}
