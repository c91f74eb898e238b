import type { Sallyport } from "@sallyport/sdk";
import { renderCard } from "../messages/card.ts";
import { finalStates } from "../messages/standing.ts";
import { readStanding } from "../read-standing.ts";
import { enlistRows, type Topic } from "./topic.ts";

/** A card per request that waits in a tenant with a channel, kept true until the request has ended. */
export function createCards(options: {
  readonly sallyport: Sallyport;
  readonly channels: ReadonlyMap<string, string>;
}): Topic {
  const { sallyport, channels } = options;
  const { storage, approvals } = sallyport;
  return {
    kind: "card",

    async enlist(now) {
      const missing = await storage
        .selectFrom("approval_request as request")
        .leftJoin("slack_message as message", (join) =>
          join.onRef("message.subject", "=", "request.id").on("message.kind", "=", "card"),
        )
        .select(["request.id", "request.tenant"])
        .where("request.state", "=", "pending")
        .where("request.expires_at", ">", now)
        .where("request.tenant", "in", [...channels.keys()])
        .where("message.subject", "is", null)
        .execute();
      const rows = missing.map(({ id, tenant }) => ({
        ...{ kind: "card" as const, subject: id, tenant, channel: channels.get(tenant) ?? "" },
      }));
      await enlistRows(storage, rows, now);
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
      const standing = await readStanding(sallyport, request);
      return { message: renderCard(standing), state: standing.state, votes: standing.decisions.length };
    },
  };
}
