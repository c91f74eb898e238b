import { createHash } from "node:crypto";
import type { Clock, Storage } from "@sallyport/sdk";
import type { App } from "@slack/bolt";
import type { Desks, From } from "../desks.ts";
import type { Logger } from "../log.ts";
import { maxSkewMs } from "./handle-again.ts";
import { Lull } from "./lull.ts";
import { SeenRequests } from "./seen-requests.ts";
import type { Unfinished } from "./unfinished.ts";

/** Longer than anything can be replayed. */
export const keepDigestsMs = 2 * maxSkewMs + 60_000;

/** A payload that is known to be Slack's, whichever way it came. */
export interface Delivery {
  readonly body: object;
  /** In seconds, as the signature covers it; what comes over a socket is of now. */
  readonly sentAt?: number;
  /** Tells Slack that it has arrived. */
  readonly acknowledge: (content?: unknown) => Promise<void>;
}

/** Resolves when all is done that the payload asks for; false when it was refused. */
export type Intake = (delivery: Delivery) => Promise<boolean>;

interface Payload extends From {
  readonly type?: string;
  readonly api_app_id?: string;
}

/**
 * Takes what is of now, for this app in a workspace that has installed it, and was never seen before. That much
 * acknowledges a click: Bolt looks for its listener after the rush.
 */
export function createIntake(options: {
  readonly app: Pick<App, "processEvent">;
  readonly storage: Storage;
  readonly desks: Desks;
  readonly unfinished: Unfinished;
  readonly appId: string;
  readonly clock: Clock;
  readonly logger: Logger;
}): Intake {
  const { app, storage, desks, unfinished, appId, clock, logger } = options;
  const seen = new SeenRequests(storage, clock);
  const lull = new Lull();

  return async ({ body, sentAt, acknowledge }) => {
    lull.mark();
    if (sentAt !== undefined && !isOfNow(sentAt)) return refuse("it is not of now");
    const { type, api_app_id } = body as Payload;
    const desk = api_app_id === appId ? await desks.of(body) : undefined;
    if (desk === undefined) return refuse("it is for another app or workspace");
    const digest = createHash("sha256").update(JSON.stringify(body)).digest("hex");
    const isClick = type === "block_actions";
    const isKept = isClick || type === "view_submission";
    if (await seen.isSeen(digest, isKept ? unfinished.seal(digest, body) : null)) {
      logger.warn("the same request came twice; the second one counts for nothing");
      await acknowledge();
      return true;
    }
    const handle = (ack: Delivery["acknowledge"]) =>
      app.processEvent({ body, customProperties: { desk }, ack });
    if (!isKept) await handle(acknowledge);
    else
      await unfinished.finish(digest, async () => {
        if (!isClick) return handle(acknowledge);
        // It counts although Slack may not hear so: what it sends again has been seen.
        await acknowledge().catch(() => logger.warn("a click could not be acknowledged"));
        await lull.settled();
        await handle(async () => {});
      });
    return true;
  };

  function isOfNow(sentAt: number): boolean {
    return Math.abs(clock() - sentAt * 1000) <= maxSkewMs;
  }

  function refuse(why: string): false {
    logger.warn(`a request was refused: ${why}`);
    return false;
  }
}
