import { type Logger as BoltLogger, HTTPReceiver, SocketModeReceiver } from "@slack/bolt";
import { clientOptions } from "./client-options.ts";
import type { BotConfig } from "./config.ts";
import { readTimestamp } from "./inbound/refuse-stale.ts";

/** Slack's way in, over HTTP or a socket. Each gets client options of its own, since Bolt writes into them. */
export function createReceiver(config: BotConfig, logger: BoltLogger): HTTPReceiver | SocketModeReceiver {
  if (config.SLACK_MODE === "http") {
    return new HTTPReceiver({
      signingSecret: config.SLACK_SIGNING_SECRET,
      logger,
      customPropertiesExtractor: readTimestamp,
      // Slack's payloads are far smaller.
      bodyLimit: 1_000_000,
    });
  }
  return new SocketModeReceiver({
    appToken: config.SLACK_APP_TOKEN,
    logger,
    installerOptions: { clientOptions: clientOptions(config.SLACK_API_URL, logger) },
  });
}
