import type { Clock, Storage } from "@sallyport/sdk";
import { type Logger as BoltLogger, HTTPReceiver, SocketModeReceiver } from "@slack/bolt";
import { clientOptions } from "./client-options.ts";
import { type BotConfig, oauthOf } from "./config.ts";
import { bodyLimit, guardHttp } from "./inbound/guard-http.ts";
import { guardSocket } from "./inbound/guard-socket.ts";
import { readTimestamp } from "./inbound/refuse-stale.ts";
import type { Installations } from "./install/installations.ts";
import { installRoutes } from "./install/routes.ts";

export interface ReceiverOptions {
  readonly config: BotConfig;
  readonly storage: Storage;
  /** Absent for the one workspace whose token the configuration has. */
  readonly installations: Installations | undefined;
  readonly clock: Clock;
  readonly logger: BoltLogger;
}

/** Slack's way in, over HTTP or a socket. Each gets client options of its own, since Bolt writes into them. */
export function createReceiver(options: ReceiverOptions): HTTPReceiver | SocketModeReceiver {
  const { config, installations, logger } = options;
  if (config.SLACK_MODE === "http") {
    const signingSecret = config.SLACK_SIGNING_SECRET;
    const oauth = oauthOf(config);
    const receiver = new HTTPReceiver({
      ...{ signingSecret, logger, bodyLimit, customPropertiesExtractor: readTimestamp },
      ...(oauth === undefined || installations === undefined
        ? {}
        : installRoutes({ ...options, oauth, installations })),
    });
    guardHttp(receiver, signingSecret, logger);
    return receiver;
  }
  const receiver = new SocketModeReceiver({
    appToken: config.SLACK_APP_TOKEN,
    logger,
    installerOptions: { clientOptions: clientOptions(config.SLACK_API_URL, logger) },
  });
  guardSocket(receiver, logger);
  return receiver;
}
