import { type ApprovalBatch, groupForBatch, type Sallyport } from "@sallyport/sdk";
import { fitsBatch } from "../messages/batch.ts";
import { renderCard } from "../messages/card.ts";
import { finalStates } from "../messages/standing.ts";
import { readStanding } from "../read-standing.ts";
import { enlistRows, type Topic } from "./topic.ts";

/** So that requests which come together can share a card. */
const settleMs = 500;

/** A card per request that waits in a tenant with a channel, kept true until the request has ended. */
export function createCards(options: {
  readonly sallyport: Sallyport;
  readonly channels: ReadonlyMap<string, string>;
}): Topic {
  const { sallyport, channels } = options;
  const { storage, approvals } = sallyport;

  /** All of its requests or none: another process may have carded one of them meanwhile. */
  async function enlistBatch(
    { id, items }: ApprovalBatch,
    rowOf: (kind: "batch", subject: string, tenant: string) => Parameters<typeof enlistRows>[1][number],
    now: number,
  ): Promise<void> {
    await storage
      .transaction()
      .execute(async (transaction) => {
        await transaction
          .insertInto("slack_batch_item")
          .values(items.map((item) => ({ request_id: item.id, batch: id })))
          .execute();
        await enlistRows(transaction, [rowOf("batch", id, items[0]?.tenant ?? "")], now);
      })
      .catch((error: unknown) => {
        // The next look sees what the other one did.
        if (!isConflict(error)) throw error;
      });
  }

  return {
    kind: "card",

    async enlist(now) {
      const missing = await storage
        .selectFrom("approval_request as request")
        .leftJoin("slack_message as message", (join) =>
          join.onRef("message.subject", "=", "request.id").on("message.kind", "=", "card"),
        )
        .leftJoin("slack_batch_item as item", "item.request_id", "request.id")
        .select(["request.id", "request.tenant"])
        .where("request.state", "=", "pending")
        .where("request.created_at", "<=", now - settleMs)
        .where("request.expires_at", ">", now)
        .where("request.tenant", "in", [...channels.keys()])
        .where("message.subject", "is", null)
        .where("item.request_id", "is", null)
        .execute();
      if (missing.length === 0) return;
      // A row that somebody has tampered with cannot be read; it must not keep the others from being shown.
      const found = await Promise.all(missing.map(({ id }) => approvals.find(id).catch(() => undefined)));
      const unread = missing.filter((_, at) => found[at] === undefined);
      const { batches, single } = groupForBatch(found.flatMap((request) => request ?? []));
      const isShort = ({ items }: ApprovalBatch) => fitsBatch(items.map(approvals.preview));
      const rowOf = (kind: "card" | "batch", subject: string, tenant: string) => ({
        kind,
        subject,
        tenant,
        channel: channels.get(tenant) ?? "",
      });
      for (const batch of batches.filter(isShort)) await enlistBatch(batch, rowOf, now);
      const long = batches.filter((batch) => !isShort(batch)).flatMap(({ items }) => items);
      const alone = [...single, ...long, ...unread];
      await enlistRows(
        storage,
        alone.map(({ id, tenant }) => rowOf("card", id, tenant)),
        now,
      );
    },

    due(now, limit) {
      return storage
        .selectFrom("slack_message as message")
        .innerJoin("approval_request as request", "request.id", "message.subject")
        .select(["message.subject", "message.channel", "message.ts"])
        .where("message.kind", "=", "card")
        .where("message.shown_state", "not in", finalStates)
        .where("message.due_at", "<=", now)
        .where("message.lease_until", "<=", now)
        .where((is) =>
          is.or([
            // One that ended before it was ever shown needs no card; one whose card was deleted does.
            is.and([
              is("message.ts", "is", null),
              is.or([is("request.state", "=", "pending"), is("message.shown_state", "<>", "")]),
            ]),
            is.and([
              is("message.ts", "is not", null),
              is.or([
                is("message.shown_state", "<>", is.ref("request.state")),
                is(
                  "message.shown_votes",
                  "<>",
                  is
                    .selectFrom("approval_decision as vote")
                    .select((each) => each.fn.countAll<number>().as("votes"))
                    .whereRef("vote.request_id", "=", "message.subject"),
                ),
              ]),
            ]),
          ]),
        )
        .orderBy("request.expires_at")
        .limit(limit)
        .execute();
    },

    async render({ subject }) {
      const request = await approvals.find(subject);
      if (request === undefined) return undefined;
      // Counted as `due` counts them, forged ones too, and before they are read: none that comes now is overlooked.
      const { votes } = await storage
        .selectFrom("approval_decision")
        .select((each) => each.fn.countAll<number>().as("votes"))
        .where("request_id", "=", subject)
        .executeTakeFirstOrThrow();
      const standing = await readStanding(sallyport, request);
      const { state } = standing;
      const isFinal = finalStates.includes(state);
      return { message: renderCard(standing), state, votes: Number(votes), isFinal };
    },
  };
}

/** SQLite's and Postgres's words for a row that is there already. */
function isConflict(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return (
    code === "23505" || /constraint failed|SQLITE_CONSTRAINT/.test(`${code} ${(error as Error).message}`)
  );
}
