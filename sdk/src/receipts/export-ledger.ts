import { sql } from "kysely";
import type { Storage } from "../storage/index.ts";
import { fromRow } from "./stored-receipt.ts";
import type { LedgerBundle } from "./verify/bundle.ts";

/**
 * The whole ledger for an auditor: receipts in log order, then those that no checkpoint covers yet, with the
 * checkpoints and the public keys. It is read in one transaction, so it is one moment's state.
 */
export async function exportLedger({ storage }: { readonly storage: Storage }): Promise<LedgerBundle> {
  return storage.transaction().execute(async (transaction) => {
    const receipts = await transaction
      .selectFrom("receipt")
      .selectAll()
      .orderBy(sql`leaf is null`)
      .orderBy("leaf")
      .orderBy("at")
      .orderBy("writer")
      .orderBy("sequence")
      .execute();
    const checkpoints = await transaction.selectFrom("checkpoint").select("note").orderBy("size").execute();
    const keys = await transaction.selectFrom("ledger_key").select("key_json").orderBy("id").execute();
    return {
      format: "sallyport/ledger/v1",
      keys: keys.map(({ key_json }) => JSON.parse(key_json)),
      receipts: receipts.map(fromRow),
      checkpoints: checkpoints.map(({ note }) => note),
    };
  });
}
