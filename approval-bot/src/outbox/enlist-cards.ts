import { type ApprovalBatch, groupForBatch, type Sallyport, type Storage } from "@sallyport/sdk";
import { fitsBatch } from "../messages/batch.ts";
import { enlistRows, type NewRow } from "./topic.ts";

/** So that requests which come together can share a card. */
const settleMs = 500;

/** Notes the cards that are to be posted: of requests that go together one, and of each other request its own. */
export async function enlistCards(
  { storage, approvals }: Sallyport,
  channels: ReadonlyMap<string, string>,
  now: number,
): Promise<void> {
  const missing = await findUncarded(storage, [...channels.keys()], now);
  if (missing.length === 0) return;
  // A row that somebody has tampered with cannot be read; it must not keep the others from being shown.
  const found = await Promise.all(missing.map(({ id }) => approvals.find(id).catch(() => undefined)));
  const unread = missing.filter((_, at) => found[at] === undefined);
  const { batches, single } = groupForBatch(found.flatMap((request) => request ?? []));
  const isShort = ({ items }: ApprovalBatch) => fitsBatch(items.map(approvals.preview));
  const channelOf = (tenant: string) => channels.get(tenant) ?? "";
  for (const batch of batches.filter(isShort)) await enlistBatch(storage, batch, channelOf, now);
  const long = batches.filter((batch) => !isShort(batch)).flatMap(({ items }) => items);
  const rows = [...single, ...long, ...unread].map(
    ({ id, tenant }): NewRow => ({ kind: "card", subject: id, tenant, channel: channelOf(tenant) }),
  );
  await enlistRows(storage, rows, now);
}

/** What waits and is on no card yet, nor meant to be. */
function findUncarded(storage: Storage, tenants: readonly string[], now: number) {
  return storage
    .selectFrom("approval_request as request")
    .leftJoin("slack_message as message", (join) =>
      join.onRef("message.subject", "=", "request.id").on("message.kind", "=", "card"),
    )
    .leftJoin("slack_batch_item as item", "item.request_id", "request.id")
    .select(["request.id", "request.tenant"])
    .where("request.state", "=", "pending")
    .where("request.created_at", "<=", now - settleMs)
    .where("request.expires_at", ">", now)
    .where("request.tenant", "in", tenants)
    .where("message.subject", "is", null)
    .where("item.request_id", "is", null)
    .execute();
}

/** All of its requests or none: another process may have carded one of them meanwhile. */
async function enlistBatch(
  storage: Storage,
  { id, items }: ApprovalBatch,
  channelOf: (tenant: string) => string,
  now: number,
): Promise<void> {
  const tenant = items[0]?.tenant ?? "";
  const row: NewRow = { kind: "batch", subject: id, tenant, channel: channelOf(tenant) };
  await storage
    .transaction()
    .execute(async (transaction) => {
      await transaction
        .insertInto("slack_batch_item")
        .values(items.map((item) => ({ request_id: item.id, batch: id })))
        .execute();
      await enlistRows(transaction, [row], now);
    })
    .catch((error: unknown) => {
      // The next look sees what the other one did.
      if (!isConflict(error)) throw error;
    });
}

/** SQLite's and Postgres's words for a row that is there already. */
function isConflict(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return (
    code === "23505" || /constraint failed|SQLITE_CONSTRAINT/.test(`${code} ${(error as Error).message}`)
  );
}
