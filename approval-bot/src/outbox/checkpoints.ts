import type { Clock, Sallyport } from "@sallyport/sdk";
import { renderCheckpoint } from "../messages/checkpoint.ts";
import { enlistRows, everyTenant, type Topic } from "./topic.ts";

const dayMs = 24 * 60 * 60_000;
/** How often to look whether the day is over; a failure is tried again after it, too. */
const lookEveryMs = 60_000;

/** Once a day the ledger's signed root, where the ledger's owner cannot take it back. */
export function createCheckpoints(sallyport: Sallyport, channel: string, clock: Clock): Topic {
  const { storage } = sallyport;
  let nextLook = 0;

  return {
    kind: "checkpoint",

    async enlist(now) {
      if (now < nextLook) return;
      nextLook = now + lookEveryMs;
      const last = await storage
        .selectFrom("slack_message")
        .select("created_at")
        .where("kind", "=", "checkpoint")
        .orderBy("created_at", "desc")
        .limit(1)
        .executeTakeFirst();
      if (last !== undefined && now < last.created_at + dayMs) return;
      const { size } = await sallyport.checkpoint();
      const row = { kind: "checkpoint" as const, subject: String(size), tenant: everyTenant, channel };
      await enlistRows(storage, [row], clock());
    },

    due(now, limit) {
      return storage
        .selectFrom("slack_message")
        .select(["subject", "channel", "ts"])
        .where("kind", "=", "checkpoint")
        .where("ts", "is", null)
        .where("due_at", "<=", now)
        .where("lease_until", "<=", now)
        .limit(limit)
        .execute();
    },

    async render({ subject }) {
      const checkpoint = await storage
        .selectFrom("checkpoint")
        .select(["size", "note", "at"])
        .where("size", "=", Number(subject))
        .executeTakeFirst();
      if (checkpoint === undefined) return undefined;
      return {
        message: renderCheckpoint(checkpoint.size, checkpoint.note, checkpoint.at),
        state: "posted",
        votes: 0,
        isFinal: true,
      };
    },
  };
}
