import { canonicalJson, type PublicKey, sha256 } from "../crypto/index.ts";
import type { Storage } from "../storage/index.ts";
import { genesisHash, receiptTag } from "./encoding.ts";
import { damaged } from "./errors.ts";
import type { Receipt } from "./receipt.ts";
import type { SealedReceipt } from "./seal-receipt.ts";

/** Where a writer's chain ends. */
export interface ChainTail {
  readonly sequence: number;
  readonly hash: string;
  readonly at: number;
  /** The id of the key that must sign the next receipt; undefined before the first. */
  readonly keyId: string | undefined;
}

/** @throws {SallyportError} `ERR_RECEIPTS_DAMAGED` when the last receipt is not what was hashed. */
export async function readTail(storage: Storage, writer: string): Promise<ChainTail> {
  const row = await storage
    .selectFrom("receipt")
    .select(["sequence", "hash", "at", "type", "body_json", "facts_json"])
    .where("writer", "=", writer)
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return { sequence: 0, hash: genesisHash, at: 0, keyId: undefined };
  if (sha256(`["${receiptTag}",${row.body_json}]`) !== row.hash) {
    throw damaged(`Receipt ${writer}:${row.sequence}`);
  }
  const keyId =
    row.type === "key-rotated" ? nextKeyId(row.facts_json) : (JSON.parse(row.body_json) as Receipt).keyId;
  return { sequence: row.sequence, hash: row.hash, at: row.at, keyId };
}

function nextKeyId(facts: string | null): string {
  return (JSON.parse(facts ?? "null") as { nextKey: PublicKey }).nextKey.kid;
}

/** Writes them in one statement, so all of them are durable or none. */
export async function commitReceipts(
  storage: Storage,
  batch: readonly SealedReceipt[],
): Promise<readonly Receipt[]> {
  const signatures = await Promise.all(batch.map(({ signature }) => signature));
  const receipts = batch.map(
    ({ unsigned }, index): Receipt => ({ ...unsigned, signature: signatures[index] as string }),
  );
  const rows = batch.map(({ body, facts }, index) => toRow(receipts[index] as Receipt, body, facts));
  await storage.insertInto("receipt").values(rows).execute();
  return receipts;
}

function toRow(receipt: Receipt, body: string, facts: string | null) {
  return {
    writer: receipt.writer,
    sequence: receipt.sequence,
    leaf: null,
    type: receipt.type,
    tenant: receipt.tenant,
    at: receipt.at,
    body_json: body,
    facts_json: facts,
    facts_salt: receipt.factsSalt ?? null,
    hash: receipt.hash,
    signature: receipt.signature,
  };
}

/** Keeps a public key for exports. It is believed only if the auditor trusts it or a trusted one names it. */
export async function rememberKey(storage: Storage, key: PublicKey, at: number): Promise<void> {
  await storage
    .insertInto("ledger_key")
    .values({ id: key.kid, key_json: canonicalJson(key), added_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
