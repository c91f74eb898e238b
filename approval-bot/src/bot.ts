import { type Clock, type Sallyport, type SigningKey, systemClock } from "@sallyport/sdk";
import {
  App,
  type AuthorizeResult,
  type AuthorizeSourceData,
  type Logger as BoltLogger,
  HTTPReceiver,
  SocketModeReceiver,
} from "@slack/bolt";
import { clientOptions } from "./client-options.ts";
import type { BotConfig } from "./config.ts";
import type { Desks } from "./desks.ts";
import { portOf } from "./health.ts";
import { guardHttp } from "./inbound/guard-http.ts";
import { guardSocket } from "./inbound/guard-socket.ts";
import { createHandleAgain } from "./inbound/handle-again.ts";
import { createIntake } from "./inbound/intake.ts";
import { Unfinished } from "./inbound/unfinished.ts";
import { registerListeners } from "./listeners/index.ts";
import { boltLogger, type Logger } from "./log.ts";
import { openDesks } from "./open-desks.ts";
import { createBotOutbox } from "./outbox/create-bot-outbox.ts";
import type { PaceLimits } from "./outbox/pace.ts";
import { createReceiver } from "./receiver.ts";

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
 * Connects approvals with Slack: with one workspace by its token, or with all that have installed the app.
 *
 * @throws what Slack answers to a bad token, or that it cannot be reached: a bot that cannot work does not start.
 */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { config, sallyport, key, logger, clock = systemClock } = options;
  const bolt = boltLogger(logger);
  let wake = (): void => {};
  const { desks, installations } = await openDesks({
    config,
    sallyport,
    key,
    clock,
    logger,
    wake: () => wake(),
  });
  const receiver = createReceiver({ config, storage: sallyport.storage, installations, clock, logger: bolt });
  const app = createApp(config, receiver, desks, bolt);
  await app.init();

  const outbox = createBotOutbox({ ...options, desks, clock });
  wake = outbox.wake;
  registerListeners(app, { remove: async (team) => installations?.remove(team), logger });

  const appId = config.SLACK_APP_ID;
  const { storage } = sallyport;
  const again = createHandleAgain({ app, desks, clock });
  const unfinished = new Unfinished({ storage, key, again, clock, logger });
  const intake = createIntake({ app, storage, desks, unfinished, appId, clock, logger });
  if (receiver instanceof SocketModeReceiver) guardSocket(receiver, { intake, logger });
  else if (config.SLACK_MODE === "http")
    guardHttp(receiver, { signingSecret: config.SLACK_SIGNING_SECRET, intake, logger });
  const line = await openLine(config, receiver);
  outbox.start();
  unfinished.start();
  return {
    ...line,
    async stop() {
      await app.stop();
      await unfinished.stop();
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

function createApp(
  config: BotConfig,
  receiver: ReturnType<typeof createReceiver>,
  desks: Desks,
  logger: BoltLogger,
): App {
  const app = new App({
    receiver,
    logger,
    clientOptions: clientOptions(config.SLACK_API_URL, logger),
    convoStore: false,
    // In its constructor Bolt would ask Slack at once, and a bad token would end the process from nowhere.
    deferInitialization: true,
    // With several workspaces Bolt asks the installations itself.
    ...(receiver instanceof HTTPReceiver && receiver.installer !== undefined ? {} : { authorize }),
  });
  async function authorize({ teamId, enterpriseId }: AuthorizeSourceData<boolean>): Promise<AuthorizeResult> {
    const desk = await desks.of({ team_id: teamId, enterprise_id: enterpriseId });
    if (desk === undefined) throw new Error("The app is not installed there.");
    const { workspace, token } = desk;
    return { botToken: token, botId: workspace.bot, botUserId: workspace.botUser };
  }
  // What a listener throws before it has acknowledged: Bolt answers 401 or 500, and we know of it.
  app.error(async (error) => {
    logger.error(`a request was not handled: ${error.code}`);
    throw error;
  });
  return app;
}
