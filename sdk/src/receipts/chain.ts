import { canonicalJson, type PublicKey, sha256, verifySignature } from "../crypto/index.ts";
import { bind, forEachLength, type Storage } from "../storage/index.ts";
import { genesisHash, receiptTag, signatureTag } from "./encoding.ts";
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

/**
 * Reads it, and checks that it is what was hashed and, where one of these keys signed it, signed.
 *
 * @throws {SallyportError} `ERR_RECEIPTS_DAMAGED`.
 */
export async function readTail(
  storage: Storage,
  writer: string,
  keys: readonly PublicKey[],
): Promise<ChainTail> {
  const row = await storage
    .selectFrom("receipt")
    .selectAll()
    .where("writer", "=", writer)
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return { sequence: 0, hash: genesisHash, at: 0, keyId: undefined };
  const { keyId } = JSON.parse(row.body_json) as Receipt;
  const signer = keys.find(({ kid }) => kid === keyId);
  const isHashed = sha256(`["${receiptTag}",${row.body_json}]`) === row.hash;
  const isSigned = signer === undefined || verifySignature(signer, signatureTag, row.hash, row.signature);
  if (!isHashed || !isSigned) throw damaged(`Receipt ${writer}:${row.sequence}`);
  const { sequence, hash, at } = row;
  return { sequence, hash, at, keyId: row.type === "key-rotated" ? nextKeyId(row.facts_json) : keyId };
}

function nextKeyId(facts: string | null): string {
  return (JSON.parse(facts ?? "null") as { nextKey: PublicKey }).nextKey.kid;
}

/** A receipt whose signature is being made. */
export interface PendingReceipt {
  readonly sealed: SealedReceipt;
  readonly signature: string | Promise<string>;
}

/** Writes receipts in one statement, so all of them are durable or none. */
export function receiptWriter(
  storage: Storage,
): (batch: readonly PendingReceipt[]) => Promise<readonly Receipt[]> {
  const insertion = forEachLength((length) =>
    storage
      .insertInto("receipt")
      .values(Array.from({ length }, () => anyRow))
      .compile(),
  );
  return async (batch) => {
    const signatures = await Promise.all(batch.map(({ signature }) => signature));
    const receipts = batch.map(
      ({ sealed }, index): Receipt =>
        Object.assign(sealed.unsigned, { signature: signatures[index] as string }),
    );
    const rows = batch.map(({ sealed }, index) => toRow(receipts[index] as Receipt, sealed));
    const values = rows.flatMap((row) => columns.map((column) => row[column]));
    await storage.executeQuery(bind(insertion(rows.length), values));
    return receipts;
  };
}

/** Shows the columns, in order. */
const anyRow: ReturnType<typeof toRow> = {
  writer: "",
  sequence: 0,
  type: "",
  tenant: "",
  at: 0,
  body_json: "",
  facts_json: "",
  facts_salt: "",
  hash: "",
  signature: "",
};
const columns = Object.keys(anyRow) as (keyof typeof anyRow)[];

function toRow(receipt: Omit<Receipt, "type"> & { readonly type: string }, { body, facts }: SealedReceipt) {
  return {
    writer: receipt.writer,
    sequence: receipt.sequence,
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
