import type { ExpressionBuilder } from "kysely";
import type { Database, Storage } from "../storage/index.ts";
import type { Receipt } from "./receipt.ts";
import type { ReceiptType } from "./receipt-type.ts";
import { fromRowChecked } from "./stored-receipt.ts";
import { subjectKinds, subjectsOf } from "./subjects.ts";

/** What a receipt must have to be found; all of what is given. */
export interface ReceiptQuery {
  readonly tenant?: string;
  readonly type?: ReceiptType;
  /** Their `sub`: who started it, approved it, revoked something, or was revoked. */
  readonly person?: string;
  readonly session?: string;
  readonly agent?: string;
  readonly tool?: string;
  readonly document?: string;
  /** Milliseconds since the epoch: from `since` on, and before `until`. */
  readonly since?: number;
  readonly until?: number;
  /** The newest that many; 100 when absent. */
  readonly limit?: number;
}

/**
 * Receipts by person, agent, tool, document, session, type or time; newest first. Reads only: those in the tree
 * through the index, those that no checkpoint covers yet one by one.
 *
 * @throws {SallyportError} `ERR_RECEIPTS_DAMAGED`.
 */
export async function queryReceipts(storage: Storage, query: ReceiptQuery): Promise<readonly Receipt[]> {
  const { limit = 100 } = query;
  const subjects = subjectKinds.flatMap((kind) =>
    query[kind] === undefined ? [] : [`${kind}:${query[kind]}`],
  );
  const pending = (await inTime(storage, query).where("leaf", "is", null).execute())
    .map(fromRowChecked)
    .filter((receipt) => subjects.every((subject) => subjectsOf(receipt).includes(subject)));
  let placed = inTime(storage, query).where("leaf", "is not", null).limit(limit);
  for (const subject of subjects) placed = placed.where(isIndexedAs(storage, query, subject));
  const found = [...pending, ...(await placed.execute()).map(fromRowChecked)];
  return found.sort(newestFirst).slice(0, limit);
}

function inTime(
  storage: Storage,
  { tenant, type, since = 0, until = Number.MAX_SAFE_INTEGER }: ReceiptQuery,
) {
  let rows = storage.selectFrom("receipt").selectAll().where("at", ">=", since).where("at", "<", until);
  if (tenant !== undefined) rows = rows.where("tenant", "=", tenant);
  if (type !== undefined) rows = rows.where("type", "=", type);
  return rows.orderBy("at", "desc").orderBy("writer").orderBy("sequence", "desc");
}

function isIndexedAs(
  storage: Storage,
  { since = 0, until = Number.MAX_SAFE_INTEGER }: ReceiptQuery,
  subject: string,
) {
  const places = storage
    .selectFrom("receipt_subject")
    .select(["writer", "sequence"])
    .where("subject", "=", subject)
    .where("at", ">=", since)
    .where("at", "<", until);
  return ({ eb, refTuple }: ExpressionBuilder<Database, "receipt">) =>
    eb(refTuple("writer", "sequence"), "in", places.$asTuple("writer", "sequence"));
}

function newestFirst(a: Receipt, b: Receipt): number {
  return b.at - a.at || (a.writer < b.writer ? -1 : a.writer > b.writer ? 1 : b.sequence - a.sequence);
}
