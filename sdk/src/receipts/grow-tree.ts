import { setImmediate as nextTurn } from "node:timers/promises";
import { sql } from "kysely";
import { sha256 } from "../crypto/index.ts";
import { bumpEpoch, type Storage } from "../storage/index.ts";
import { genesisHash, receiptTag } from "./encoding.ts";
import { damaged } from "./errors.ts";
import { hashLeaf, nodesOfLeaf, type ReadNode, type TreeNode } from "./merkle-tree.ts";
import { fromRow, type ReceiptRow } from "./stored-receipt.ts";
import { subjectsOf } from "./subjects.ts";

const receiptsPerTransaction = 250;
/** Four parameters each, of the 32,766 that a statement may have. */
const rowsPerInsert = 5_000;

/**
 * Gives every committed receipt that has none a place in the Merkle tree, oldest first, and indexes it. Several
 * processes may do so at once.
 *
 * @throws {SallyportError} `ERR_RECEIPTS_DAMAGED`: a receipt that was tampered with gets no place.
 */
export async function growTree(storage: Storage): Promise<void> {
  for (;;) {
    const size = await treeSize(storage);
    const rows = await pendingRows(storage);
    if (rows.length === 0) return;
    await assertContinued(storage, rows);
    const nodes = await nodesOf(storage, rows, size);
    // Writers wait while the transaction is open, so everything is computed before it.
    await storage.transaction().execute((transaction) => place(transaction, rows, nodes, size));
    // SQLite answers without leaving the event loop; who has much to catch up lets others in between.
    await nextTurn();
  }
}

function pendingRows(storage: Storage): Promise<readonly ReceiptRow[]> {
  return storage
    .selectFrom("receipt")
    .selectAll()
    .where("leaf", "is", null)
    .orderBy("at")
    .orderBy("writer")
    .orderBy("sequence")
    .limit(receiptsPerTransaction)
    .execute();
}

async function place(
  transaction: Storage,
  rows: readonly ReceiptRow[],
  nodes: readonly TreeNode[],
  size: number,
): Promise<void> {
  // A write first: it takes the lock before anything is read, so no two processes see the same size.
  await bumpEpoch(transaction, "ledger-tree");
  // Another process was faster; what is still to do is looked up again.
  if ((await treeSize(transaction)) !== size) return;
  for (const values of chunks(nodes)) await transaction.insertInto("ledger_node").values(values).execute();
  for (const values of chunks(rows.flatMap(indexEntries)))
    await transaction.insertInto("receipt_subject").values(values).execute();
  const places = rows.map(({ writer, sequence }, index) => sql`(${writer}, ${sequence}, ${size + index})`);
  await sql`
    update receipt set leaf = place.column3 from (values ${sql.join(places)}) as place
    where writer = place.column1 and sequence = place.column2`.execute(transaction);
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
async function assertContinued(storage: Storage, rows: readonly ReceiptRow[]): Promise<void> {
  const tails = new Map<string, string>();
  for (const row of rows) {
    const name = `Receipt ${row.writer}:${row.sequence}`;
    if (sha256(`["${receiptTag}",${row.body_json}]`) !== row.hash) throw damaged(name);
    const previous = tails.get(row.writer) ?? (await hashBefore(storage, row));
    if (fromRow(row).previousHash !== previous) throw damaged(`${name}, or the one before it,`);
    tails.set(row.writer, row.hash);
  }
}

async function hashBefore(storage: Storage, { writer, sequence }: ReceiptRow): Promise<string | undefined> {
  if (sequence === 1) return genesisHash;
  const row = await storage
    .selectFrom("receipt")
    .select("hash")
    .where("writer", "=", writer)
    .where("sequence", "=", sequence - 1)
    .where("leaf", "is not", null)
    .executeTakeFirst();
  return row?.hash;
}

async function nodesOf(
  storage: Storage,
  rows: readonly ReceiptRow[],
  size: number,
): Promise<readonly TreeNode[]> {
  const fresh = new Map<string, string>();
  const stored = nodeReader(storage);
  const read: ReadNode = async (level, position) =>
    fresh.get(`${level}/${position}`) ?? stored(level, position);
  const nodes: TreeNode[] = [];
  for (const [index, row] of rows.entries()) {
    for (const node of await nodesOfLeaf(size + index, hashLeaf(row.hash), read)) {
      fresh.set(`${node.level}/${node.position}`, node.hash);
      nodes.push(node);
    }
  }
  return nodes;
}

function indexEntries(row: ReceiptRow) {
  const { at, writer, sequence } = row;
  return subjectsOf(fromRow(row)).map((subject) => ({ subject, at, writer, sequence }));
}

function chunks<T>(rows: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(rows.length / rowsPerInsert) }, (_, index) =>
    rows.slice(index * rowsPerInsert, (index + 1) * rowsPerInsert),
  );
}
