import type { Clock, Storage } from "@sallyport/sdk";
import { type Logger as BoltLogger, HTTPReceiver, SocketModeReceiver } from "@slack/bolt";
import { clientOptions } from "./client-options.ts";
import { type BotConfig, oauthOf } from "./config.ts";
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
    return new HTTPReceiver({
      signingSecret,
      logger,
      ...(oauth === undefined || installations === undefined
        ? {}
        : installRoutes({ ...options, oauth, installations })),
    });
  }
  return new SocketModeReceiver({
    appToken: config.SLACK_APP_TOKEN,
    logger,
    installerOptions: { clientOptions: clientOptions(config.SLACK_API_URL, logger) },
  });
}
