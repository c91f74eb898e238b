import type { Clock, Storage } from "@sallyport/sdk";
import type { App } from "@slack/bolt";
import type { Desk } from "../desk.ts";
import type { Desks } from "../desks.ts";
import type { Logger } from "../log.ts";
import { Lull } from "./lull.ts";
import { SeenRequests } from "./seen-requests.ts";

/** Bolt refuses what is older than that; we also refuse what claims to be from the future. */
const maxSkewMs = 5 * 60_000;
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

interface Payload {
  readonly type?: string;
  readonly api_app_id?: string;
  readonly team?: { readonly id?: string } | null;
  readonly team_id?: string;
  readonly enterprise?: { readonly id?: string } | null;
  readonly enterprise_id?: string;
}

/**
 * Takes what is of now, for this app in a workspace that has installed it, and was never seen before. That much
 * acknowledges a click: Bolt looks for its listener after the rush.
 */
export function createIntake(options: {
  readonly app: Pick<App, "processEvent">;
  readonly storage: Storage;
  readonly desks: Desks;
  readonly appId: string;
  readonly clock: Clock;
  readonly logger: Logger;
}): Intake {
  const { app, storage, desks, appId, clock, logger } = options;
  const seen = new SeenRequests(storage, clock);
  const lull = new Lull();

  return async ({ body, sentAt, acknowledge }) => {
    lull.mark();
    if (sentAt !== undefined && !isOfNow(sentAt)) return refuse("it is not of now");
    const desk = await findDesk(body);
    if (desk === undefined) return refuse("it is for another app or workspace");
    if (await seen.isSeen(body)) {
      logger.warn("the same request came twice; the second one counts for nothing");
      await acknowledge();
      return true;
    }
    const customProperties = { desk };
    if (!isClick(body)) await app.processEvent({ body, customProperties, ack: acknowledge });
    else {
      // It counts although Slack may not hear so: what it sends again has been seen.
      await acknowledge().catch(() => logger.warn("a click could not be acknowledged"));
      await lull.settled();
      await app.processEvent({ body, customProperties, ack: async () => {} });
    }
    return true;
  };

  function isOfNow(sentAt: number): boolean {
    return Math.abs(clock() - sentAt * 1000) <= maxSkewMs;
  }

  async function findDesk(body: Payload): Promise<Desk | undefined> {
    if (body.api_app_id !== appId) return undefined;
    return desks.of(body.team?.id ?? body.team_id, body.enterprise?.id ?? body.enterprise_id);
  }

  function refuse(why: string): false {
    logger.warn(`a request was refused: ${why}`);
    return false;
  }
}

function isClick(body: Payload): boolean {
  return body.type === "block_actions";
}
