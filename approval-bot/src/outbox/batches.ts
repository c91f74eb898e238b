import type { Sallyport, Storage } from "@sallyport/sdk";
import { renderBatch } from "../messages/batch.ts";
import { finalStates } from "../messages/standing.ts";
import { readStanding } from "../read-standing.ts";
import type { Topic } from "./topic.ts";

/** The requests on a batch's card, as they were put there. */
export async function readBatch(storage: Storage, batch: string): Promise<readonly string[]> {
  const items = await storage
    .selectFrom("slack_batch_item as item")
    .innerJoin("approval_request as request", "request.id", "item.request_id")
    .select("item.request_id as id")
    .where("item.batch", "=", batch)
    .orderBy("request.created_at")
    .orderBy("request.id")
    .execute();
  return items.map(({ id }) => id);
}

/** One card for a few requests that are alike; it shows where each of them stands. Enlisted with the other cards. */
export function createBatches(sallyport: Sallyport): Topic {
  const { storage, approvals } = sallyport;
  return {
    kind: "batch",
    enlist: async () => {},

    async due(now, limit) {
      const cards = await storage
        .selectFrom("slack_message")
        .select(["subject", "channel", "ts", "shown_votes", "shown_state"])
        .where("kind", "=", "batch")
        .where("shown_state", "<>", "closed")
        .where("due_at", "<=", now)
        .where("lease_until", "<=", now)
        .orderBy("created_at")
        .limit(limit)
        .execute();
      const marks = await Promise.all(cards.map(({ subject }) => markOf(storage, subject)));
      return cards.filter(
        ({ shown_state, shown_votes, ts }, at) =>
          shown_votes !== marks[at]?.moved || (ts === null && shown_state === "" && marks[at]?.isOpen),
      );
    },

    async render({ subject }) {
      const { moved, isOpen, isClosed } = await markOf(storage, subject);
      const ids = await readBatch(storage, subject);
      const found = await Promise.all(ids.map((id) => approvals.find(id)));
      const items = await Promise.all(
        found.flatMap((request) => (request === undefined ? [] : [readStanding(sallyport, request)])),
      );
      if (items.length === 0) return undefined;
      const state = isClosed ? "closed" : isOpen ? "pending" : "decided";
      return { message: renderBatch(items), state, votes: moved, isFinal: isClosed };
    },
  };
}

/** Grows with everything that happens to one of its requests. */
async function markOf(storage: Storage, batch: string) {
  const items = await storage
    .selectFrom("slack_batch_item as item")
    .innerJoin("approval_request as request", "request.id", "item.request_id")
    .select("request.state")
    .where("item.batch", "=", batch)
    .execute();
  const progress = items.map(({ state }) => ["pending", "approved", "consumed", "unknown"].indexOf(state));
  return {
    moved: progress.reduce((sum, step) => sum + (step < 0 ? 4 : step), 0),
    isOpen: items.some(({ state }) => state === "pending"),
    isClosed: items.every(({ state }) => finalStates.includes(state)),
  };
}
