import { sql } from "kysely";
import { sha256 } from "../crypto/index.ts";
import { bumpEpoch, type Storage } from "../storage/index.ts";
import { genesisHash, receiptTag } from "./encoding.ts";
import { damaged } from "./errors.ts";
import { hashLeaf, nodesOfLeaf, type ReadNode, type TreeNode } from "./merkle-tree.ts";
import { fromRow, type ReceiptRow } from "./stored-receipt.ts";
import { subjectsOf } from "./subjects.ts";

/** A transaction holds the database's write lock; writers wait meanwhile. */
const receiptsPerTransaction = 1_000;
/** Four parameters each, of the 32,766 that a statement may have. */
const rowsPerInsert = 5_000;

/**
 * Gives every committed receipt that has none a place in the Merkle tree, oldest first, and indexes it. Several
 * processes may do so at once; each takes the next receipts in turn.
 *
 * @throws {SallyportError} `ERR_RECEIPTS_DAMAGED`: a receipt that was tampered with gets no place.
 */
export async function growTree(storage: Storage): Promise<void> {
  let grown = receiptsPerTransaction;
  while (grown === receiptsPerTransaction) grown = await storage.transaction().execute(growByBatch);
}

async function growByBatch(transaction: Storage): Promise<number> {
  // A write first: it takes the lock before anything is read, so two processes never see the same size.
  await bumpEpoch(transaction, "ledger-tree");
  const size = await treeSize(transaction);
  const rows = await transaction
    .selectFrom("receipt")
    .selectAll()
    .where("leaf", "is", null)
    .orderBy("at")
    .orderBy("writer")
    .orderBy("sequence")
    .limit(receiptsPerTransaction)
    .execute();
  await assertContinued(transaction, rows);
  await insertNodes(transaction, rows, size);
  await insertSubjects(transaction, rows);
  await placeLeaves(transaction, rows.length, size);
  return rows.length;
}

/** How many receipts the tree holds. */
export async function treeSize(storage: Storage): Promise<number> {
  const row = await storage
    .selectFrom("receipt")
    .select("leaf")
    .orderBy("leaf", "desc")
    .where("leaf", "is not", null)
    .limit(1)
    .executeTakeFirst();
  return row?.leaf == null ? 0 : row.leaf + 1;
}

/** Reads stored nodes of the tree. @throws `ERR_RECEIPTS_DAMAGED` for one that is not there. */
export function nodeReader(storage: Storage): ReadNode {
  return async (level, position) => {
    const row = await storage
      .selectFrom("ledger_node")
      .select("hash")
      .where("level", "=", level)
      .where("position", "=", position)
      .executeTakeFirst();
    if (row === undefined) throw damaged("The ledger's tree");
    return row.hash;
  };
}

/** Each row is what was hashed, and continues its writer's chain. Signatures are the verifier's work. */
async function assertContinued(transaction: Storage, rows: readonly ReceiptRow[]): Promise<void> {
  const tails = new Map<string, string>();
  for (const row of rows) {
    const name = `Receipt ${row.writer}:${row.sequence}`;
    if (sha256(`["${receiptTag}",${row.body_json}]`) !== row.hash) throw damaged(name);
    const previous = tails.get(row.writer) ?? (await hashBefore(transaction, row));
    if (fromRow(row).previousHash !== previous) throw damaged(`${name}, or the one before it,`);
    tails.set(row.writer, row.hash);
  }
}

async function hashBefore(
  transaction: Storage,
  { writer, sequence }: ReceiptRow,
): Promise<string | undefined> {
  if (sequence === 1) return genesisHash;
  const row = await transaction
    .selectFrom("receipt")
    .select("hash")
    .where("writer", "=", writer)
    .where("sequence", "=", sequence - 1)
    .where("leaf", "is not", null)
    .executeTakeFirst();
  return row?.hash;
}

async function insertNodes(transaction: Storage, rows: readonly ReceiptRow[], size: number): Promise<void> {
  const fresh = new Map<string, string>();
  const stored = nodeReader(transaction);
  const read: ReadNode = async (level, position) =>
    fresh.get(`${level}/${position}`) ?? stored(level, position);
  const nodes: TreeNode[] = [];
  for (const [index, row] of rows.entries()) {
    for (const node of await nodesOfLeaf(size + index, hashLeaf(row.hash), read)) {
      fresh.set(`${node.level}/${node.position}`, node.hash);
      nodes.push(node);
    }
  }
  for (const values of chunks(nodes)) await transaction.insertInto("ledger_node").values(values).execute();
}

async function insertSubjects(transaction: Storage, rows: readonly ReceiptRow[]): Promise<void> {
  const subjects = rows.flatMap((row) => {
    const { at, writer, sequence } = row;
    return subjectsOf(fromRow(row)).map((subject) => ({ subject, at, writer, sequence }));
  });
  for (const values of chunks(subjects))
    await transaction.insertInto("receipt_subject").values(values).execute();
}

async function placeLeaves(transaction: Storage, count: number, size: number): Promise<void> {
  await sql`
    update receipt set leaf = ${size} + place.number
    from (
      select writer, sequence, row_number() over (order by at, writer, sequence) - 1 as number
      from receipt where leaf is null order by at, writer, sequence limit ${count}
    ) as place
    where receipt.writer = place.writer and receipt.sequence = place.sequence`.execute(transaction);
}

function chunks<T>(rows: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(rows.length / rowsPerInsert) }, (_, index) =>
    rows.slice(index * rowsPerInsert, (index + 1) * rowsPerInsert),
  );
}
