import { type Clock, type Sallyport, type SigningKey, systemClock } from "@sallyport/sdk";
import { App, type Logger as BoltLogger, HTTPReceiver, type SocketModeReceiver } from "@slack/bolt";
import { createApprovers } from "./approvers.ts";
import { clientOptions } from "./client-options.ts";
import type { BotConfig } from "./config.ts";
import type { Desk } from "./desk.ts";
import { portOf } from "./health.ts";
import { refuseStale } from "./inbound/refuse-stale.ts";
import { createHomes } from "./inbox/homes.ts";
import { registerListeners } from "./listeners/index.ts";
import { boltLogger, type Logger } from "./log.ts";
import { createBatches } from "./outbox/batches.ts";
import { createCards } from "./outbox/cards.ts";
import { createCheckpoints } from "./outbox/checkpoints.ts";
import { createNotices, enlistNotice } from "./outbox/notices.ts";
import { createOutbox } from "./outbox/outbox.ts";
import { Pace, type PaceLimits, slackLimits } from "./outbox/pace.ts";
import { createResults } from "./outbox/results.ts";
import { openLinks } from "./people/links.ts";
import { createReceiver } from "./receiver.ts";
import { readWorkspace } from "./workspace.ts";

export interface BotOptions {
  readonly config: BotConfig;
  readonly sallyport: Sallyport;
  readonly key: SigningKey;
  readonly logger: Logger;
  readonly pace?: PaceLimits;
  readonly clock?: Clock;
}

export interface Bot {
  /** Where Slack's requests are taken; undefined in Socket Mode. */
  readonly port: number | undefined;
  /** Slack can reach it. */
  isConnected(): boolean;
  /** Takes no more clicks, ends what is under way, and leaves. */
  stop(): Promise<void>;
}

/**
 * Connects approvals with one Slack workspace.
 *
 * @throws what Slack answers to a bad token, or that it cannot be reached: a bot that cannot work does not start.
 */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { config, sallyport, key, logger, clock = systemClock } = options;
  const { approvals, storage } = sallyport;
  const bolt = boltLogger(logger);
  const receiver = createReceiver(config, bolt);
  const app = createApp(config, receiver, bolt);
  const workspace = await readWorkspace(app.client);
  await app.init();

  const links = openLinks({ storage, key, clock });
  const approvers = createApprovers({ client: app.client, workspace, links, clock });
  const homes = createHomes({ sallyport, client: app.client, workspace, approvers, clock, logger });
  const outbox = createOutbox({
    ...{ storage, approvals, homes, clock, logger, client: app.client, isShared: approvers.isShared },
    tenants: [...config.SLACK_CHANNELS.keys()],
    tell: (notice) => enlistNotice(sallyport, config.SLACK_CHANNELS, notice, clock()),
    pace: new Pace(options.pace ?? slackLimits, clock),
    topics: [
      createCards({ sallyport, channels: config.SLACK_CHANNELS }),
      createBatches(sallyport),
      createResults({ storage, approvals }),
      createNotices(sallyport, "reminder"),
      createNotices(sallyport, "escalation"),
      ...(config.SLACK_AUDIT_CHANNEL === undefined
        ? []
        : [createCheckpoints(sallyport, config.SLACK_AUDIT_CHANNEL, clock)]),
    ],
  });
  const desk: Desk = {
    ...{ sallyport, approvers, homes, key, clock, logger, wake: outbox.wake },
    channels: config.SLACK_CHANNELS,
  };
  app.use(refuseStale({ storage, workspace, appId: config.SLACK_APP_ID, clock, logger }));
  registerListeners(app, desk);

  const line = await openLine(config, receiver);
  outbox.start();
  return {
    ...line,
    async stop() {
      await app.stop();
      await outbox.stop();
    },
  };
}

/** Only now may Slack send something: everything that answers is there. */
async function openLine(config: BotConfig, receiver: HTTPReceiver | SocketModeReceiver) {
  if (receiver instanceof HTTPReceiver) {
    // Without a host Bolt listens on all interfaces.
    const server = await receiver.start({ host: config.HOST, port: config.PORT });
    return { port: portOf(server), isConnected: () => server.listening };
  }
  let isConnected = false;
  receiver.client.on("connected", () => {
    isConnected = true;
  });
  for (const event of ["reconnecting", "disconnecting", "disconnected"])
    receiver.client.on(event, () => {
      isConnected = false;
    });
  await receiver.start();
  return { port: undefined, isConnected: () => isConnected };
}

function createApp(config: BotConfig, receiver: ReturnType<typeof createReceiver>, logger: BoltLogger): App {
  const app = new App({
    token: config.SLACK_BOT_TOKEN,
    receiver,
    logger,
    clientOptions: clientOptions(config.SLACK_API_URL, logger),
    convoStore: false,
    // In its constructor Bolt would ask Slack at once, and a bad token would end the process from nowhere.
    deferInitialization: true,
  });
  // What a listener throws before it has acknowledged: Bolt answers 401 or 500, and we know of it.
  app.error(async (error) => {
    logger.error(`a request was not handled: ${error.code}`);
    throw error;
  });
  return app;
}
