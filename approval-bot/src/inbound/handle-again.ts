import type { Clock } from "@sallyport/sdk";
import type { App } from "@slack/bolt";
import { answer } from "../answer.ts";
import type { Desks, From } from "../desks.ts";
import { interrupted } from "../listeners/outcome.ts";

/** Bolt refuses what is older than that; we also refuse what claims to be from the future. */
export const maxSkewMs = 5 * 60_000;

/** A click, or a modal that somebody sent off, without what is good for a moment only. */
export interface Kept extends From {
  readonly user: { readonly id: string };
  readonly channel?: { readonly id: string } | null;
}

/** Ends what a replica that has died left over, by the same listeners: all of them decide at most once. */
export type HandleAgain = (body: Kept, at: number) => Promise<void>;

export function createHandleAgain({
  app,
  desks,
  clock,
}: {
  readonly app: Pick<App, "processEvent">;
  readonly desks: Desks;
  readonly clock: Clock;
}): HandleAgain {
  return async (body, at) => {
    const desk = await desks.of(body);
    // The workspace has removed the app: nobody is there to be told.
    if (desk === undefined) return;
    const { client, logger } = desk;
    // What somebody wanted then is not what they have to want now.
    if (clock() - at > maxSkewMs)
      return answer({ client, logger, user: body.user.id, channel: body.channel?.id }, interrupted);
    await app.processEvent({ body, customProperties: { desk }, ack: async () => {} });
  };
}
