import type { Storage } from "../storage/index.ts";
import { receiptNotFound } from "./errors.ts";
import { findReceipt, rowOf } from "./find-receipts.ts";
import { nodeReader } from "./grow-tree.ts";
import { consistencyProof, inclusionProof, type NodeHash } from "./merkle-tree.ts";

/**
 * That one receipt is in the log, for someone who shall not see the rest: a C2SP tlog-proof against the latest
 * checkpoint, with the receipt itself as its extra data. `verifyReceiptProof` checks it.
 *
 * @throws {SallyportError} `ERR_RECEIPTS_NOT_FOUND` also when no checkpoint covers the receipt yet.
 */
export async function proveInclusion(storage: Storage, id: string): Promise<string> {
  const receipt = await findReceipt(storage, id);
  const { leaf } = await rowOf(storage, id);
  const checkpoint = await storage
    .selectFrom("checkpoint")
    .selectAll()
    .orderBy("size", "desc")
    .limit(1)
    .executeTakeFirst();
  if (leaf === null || checkpoint === undefined || checkpoint.size <= leaf) throw receiptNotFound(id);
  const hashes = await inclusionProof(leaf, checkpoint.size, nodeReader(storage));
  const extra = Buffer.from(JSON.stringify(receipt)).toString("base64");
  return [
    "c2sp.org/tlog-proof@v1",
    `extra ${extra}`,
    `index ${leaf}`,
    ...hashes.map(base64),
    "",
    checkpoint.note,
  ].join("\n");
}

/** That the log of `older` receipts is the beginning of that of `newer`: hashes in base64, as RFC 6962 orders them. */
export async function proveConsistency(
  storage: Storage,
  older: number,
  newer: number,
): Promise<readonly string[]> {
  return (await consistencyProof(older, newer, nodeReader(storage))).map(base64);
}

function base64(hash: NodeHash): string {
  return Buffer.from(hash, "hex").toString("base64");
}
