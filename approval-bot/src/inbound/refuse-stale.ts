import type { Clock, Storage } from "@sallyport/sdk";
import { type AllMiddlewareArgs, AuthorizationError } from "@slack/bolt";
import type { Desk } from "../desk.ts";
import type { Desks } from "../desks.ts";
import type { Logger } from "../log.ts";
import { Lull } from "./lull.ts";
import { SeenRequests } from "./seen-requests.ts";

/** Bolt refuses what is older than that; we also refuse what claims to be from the future. */
const maxSkewMs = 5 * 60_000;
/** Longer than anything can be replayed. */
export const keepDigestsMs = 2 * maxSkewMs + 60_000;

interface Inbound {
  readonly api_app_id?: string;
  readonly team?: { readonly id?: string } | null;
  readonly team_id?: string;
  readonly enterprise?: { readonly id?: string } | null;
  readonly enterprise_id?: string;
  readonly is_enterprise_install?: boolean | string;
}

/** Reads the time that the signature covers; Bolt hands it on to the middleware. */
export function readTimestamp(request: { readonly headers?: Readonly<Record<string, unknown>> }) {
  return { slackTimestamp: request.headers?.["x-slack-request-timestamp"] };
}

/**
 * First of all listeners: for this app and a workspace that has installed it, of now, and never seen before.
 */
export function refuseStale(options: {
  readonly storage: Storage;
  readonly desks: Desks;
  readonly appId: string;
  readonly clock: Clock;
  readonly logger: Logger;
}) {
  const { storage, desks, appId, clock, logger } = options;
  const seen = new SeenRequests(storage, clock);
  const lull = new Lull();
  return async (args: AllMiddlewareArgs & { readonly body: object }): Promise<void> => {
    lull.mark();
    const { slackTimestamp } = args.context;
    if (
      typeof slackTimestamp === "string" &&
      !(Math.abs(clock() - Number(slackTimestamp) * 1000) <= maxSkewMs)
    )
      throw new AuthorizationError("The request is not of now.", new Error("stale request"));
    const desk = await findDesk(args.body);
    if (desk === undefined)
      throw new AuthorizationError(
        "The request is for another app or workspace.",
        new Error("other install"),
      );
    if (await seen.isSeen(args.body)) {
      logger.warn("the same request came twice; the second one counts for nothing");
      await (args as { ack?: () => Promise<void> }).ack?.();
      return;
    }
    Object.assign(args.context, { desk, lull });
    await args.next();
  };

  async function findDesk(body: Inbound): Promise<Desk | undefined> {
    if (body.api_app_id !== appId) return undefined;
    return desks.of(body.team?.id ?? body.team_id, body.enterprise?.id ?? body.enterprise_id);
  }
}
