import type { Sallyport } from "@sallyport/sdk";
import { renderCard } from "../messages/card.ts";
import { finalStates } from "../messages/standing.ts";
import { readStanding } from "../read-standing.ts";
import { enlistCards } from "./enlist-cards.ts";
import type { Topic } from "./topic.ts";

/** A card per request that waits in a tenant with a channel, kept true until the request has ended. */
export function createCards(options: {
  readonly sallyport: Sallyport;
  readonly channels: ReadonlyMap<string, string>;
}): Topic {
  const { sallyport, channels } = options;
  const { storage, approvals } = sallyport;

  return {
    kind: "card",

    enlist: (now) => enlistCards(sallyport, channels, now),

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
