import type { Selectable } from "kysely";
import { sha256 } from "../crypto/index.ts";
import type { Database } from "../storage/index.ts";
import { receiptTag } from "./encoding.ts";
import { damaged } from "./errors.ts";
import type { Receipt } from "./receipt.ts";

export type ReceiptRow = Selectable<Database["receipt"]>;

/** A receipt as the database holds it. Nothing is checked here: that is the verifier's work. */
export function fromRow(row: ReceiptRow): Receipt {
  return {
    ...JSON.parse(row.body_json),
    ...(row.facts_json !== null && { facts: JSON.parse(row.facts_json), factsSalt: row.facts_salt }),
    hash: row.hash,
    signature: row.signature,
  };
}

/**
 * The same for reading by people, who should not be shown a body that was edited in place. That a whole row was
 * replaced by another signed one, only the verifier sees.
 *
 * @throws {SallyportError} `ERR_RECEIPTS_DAMAGED`.
 */
export function fromRowChecked(row: ReceiptRow): Receipt {
  if (sha256(`["${receiptTag}",${row.body_json}]`) !== row.hash)
    throw damaged(`Receipt ${row.writer}:${row.sequence}`);
  return fromRow(row);
}
