import { type Logger as BoltLogger, HTTPReceiver, SocketModeReceiver } from "@slack/bolt";
import { clientOptions } from "./client-options.ts";
import type { BotConfig } from "./config.ts";
import { bodyLimit, guardHttp } from "./inbound/guard-http.ts";
import { guardSocket } from "./inbound/guard-socket.ts";
import { readTimestamp } from "./inbound/refuse-stale.ts";

/** Slack's way in, over HTTP or a socket. Each gets client options of its own, since Bolt writes into them. */
export function createReceiver(config: BotConfig, logger: BoltLogger): HTTPReceiver | SocketModeReceiver {
  if (config.SLACK_MODE === "http") {
    const signingSecret = config.SLACK_SIGNING_SECRET;
    const receiver = new HTTPReceiver({
      ...{ signingSecret, logger, bodyLimit, customPropertiesExtractor: readTimestamp },
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
