import type { ApprovalNotice, ApprovalRequest, Sallyport } from "@sallyport/sdk";
import { renderNoticeMessage } from "../messages/reminder.ts";
import { readBatch } from "./batches.ts";
import { enlistRows, type Topic } from "./topic.ts";

/** Notes that people have to be told; whatever happens then, they will be. For a batch they are told once. */
export async function enlistNotice(
  { storage }: Sallyport,
  channels: ReadonlyMap<string, string>,
  { type, request, groups }: ApprovalNotice,
  now: number,
): Promise<void> {
  const channel = channels.get(request.tenant);
  if (channel === undefined) return;
  const item = await storage
    .selectFrom("slack_batch_item")
    .select("batch")
    .where("request_id", "=", request.id)
    .executeTakeFirst();
  const about = { subject: item?.batch ?? request.id, tenant: request.tenant, channel };
  await enlistRows(storage, [{ kind: type, ...about, shown_state: groups.join(" or ") }], now);
}

/** Reminders and escalations: under their card, and in the channel too, since threads are easily overlooked. */
export function createNotices(sallyport: Sallyport, kind: "reminder" | "escalation"): Topic {
  const { storage, approvals } = sallyport;

  async function pendingOf(subject: string): Promise<readonly ApprovalRequest[]> {
    const ids = subject.startsWith("bat_") ? await readBatch(storage, subject) : [subject];
    const found = await Promise.all(
      ids.map(async (id) =>
        (await approvals.state(id)) === "pending" ? await approvals.find(id) : undefined,
      ),
    );
    return found.flatMap((request) => request ?? []);
  }

  return {
    kind,
    enlist: async () => {},

    due(now, limit) {
      return storage
        .selectFrom("slack_message as notice")
        .innerJoin("slack_message as card", (join) =>
          join.onRef("card.subject", "=", "notice.subject").on("card.kind", "in", ["card", "batch"]),
        )
        .select(["notice.subject", "notice.channel", "notice.ts"])
        .where("notice.kind", "=", kind)
        .where("notice.ts", "is", null)
        .where("card.ts", "is not", null)
        .where("card.shown_state", "=", "pending")
        .where("notice.due_at", "<=", now)
        .where("notice.lease_until", "<=", now)
        .orderBy("notice.created_at")
        .limit(limit)
        .execute();
    },

    async render({ subject, shown_state }) {
      const [first, ...more] = await pendingOf(subject);
      const card = await storage
        .selectFrom("slack_message")
        .select("ts")
        .where("kind", "in", ["card", "batch"])
        .where("subject", "=", subject)
        .executeTakeFirst();
      if (first === undefined || !card?.ts) return undefined;
      const notice = {
        type: kind,
        request: approvals.preview(first),
        more: more.length,
        groups: shown_state,
      };
      return {
        message: renderNoticeMessage(notice),
        state: shown_state,
        votes: 0,
        isFinal: true,
        thread: card.ts,
        isBroadcast: true,
      };
    },
  };
}
