import type { Approvals, Storage } from "@sallyport/sdk";
import { renderResult } from "../messages/result.ts";
import { enlistRows, type Topic } from "./topic.ts";

/** Calls end soon after they were asked for; older records are not gone through again and again. */
const lookBackMs = 7 * 24 * 60 * 60_000;
const outcomes = ["succeeded", "failed", "unknown"] as const;

/** What became of an approved call, under its card: the card's readers are told without having to look again. */
export function createResults({
  storage,
  approvals,
}: {
  readonly storage: Storage;
  readonly approvals: Approvals;
}): Topic {
  return {
    kind: "result",

    async enlist(now) {
      const missing = await storage
        .selectFrom("slack_message as card")
        .innerJoin("approval_request as request", "request.id", "card.subject")
        .leftJoin("slack_message as result", (join) =>
          join.onRef("result.subject", "=", "card.subject").on("result.kind", "=", "result"),
        )
        .select(["card.subject", "card.tenant", "card.channel"])
        .where("card.kind", "=", "card")
        .where("card.created_at", ">", now - lookBackMs)
        .where("card.ts", "is not", null)
        .where("request.state", "in", outcomes)
        .where("result.subject", "is", null)
        .execute();
      await enlistRows(
        storage,
        missing.map((row) => ({ kind: "result" as const, ...row })),
        now,
      );
    },

    due(now, limit) {
      return storage
        .selectFrom("slack_message as message")
        .innerJoin("approval_request as request", "request.id", "message.subject")
        .select(["message.subject", "message.channel", "message.ts"])
        .where("message.kind", "=", "result")
        .where("message.shown_state", "not in", ["succeeded", "failed"])
        .where("message.due_at", "<=", now)
        .where("message.lease_until", "<=", now)
        .whereRef("message.shown_state", "<>", "request.state")
        .orderBy("message.created_at")
        .limit(limit)
        .execute();
    },

    async render({ subject }) {
      const card = await storage
        .selectFrom("slack_message")
        .select("ts")
        .where("kind", "=", "card")
        .where("subject", "=", subject)
        .executeTakeFirst();
      const [request, state] = await Promise.all([approvals.find(subject), approvals.state(subject)]);
      if (card === undefined || card.ts === null || request === undefined || state === undefined)
        return undefined;
      return {
        message: renderResult(request, state),
        state,
        votes: 0,
        thread: card.ts,
        isFinal: state !== "unknown",
      };
    },
  };
}
