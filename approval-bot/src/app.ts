#!/usr/bin/env node
import { openSallyport, openSigningKey } from "@sallyport/sdk";
import { startBot } from "./bot.ts";
import { ConfigError, readConfig } from "./config.ts";
import { serveHealth } from "./health.ts";
import { linkPerson } from "./link-person.ts";
import { createLogger, tellError } from "./log.ts";
import { tryApproval } from "./try.ts";

const usage = `Sallyport approval bot

  npm run bot                            start it; the environment is described in approval-bot/.env.sample
  npm run bot -- key                     print the bot's public key, for the gate's approvalChannels
  npm run bot -- link U012 aldermoor owen   say which person a member of the Slack workspace is
  npm run bot -- try aldermoor maya      let an agent ask for something harmless, to see that it works
`;

/** Reads the environment, then starts, or does what the first argument says. */
async function main(command: string | undefined, ...rest: readonly string[]): Promise<void> {
  if (command === "--help" || command === "help") return void process.stdout.write(usage);
  const config = readConfig(process.env);
  const key = openSigningKey(config.SALLYPORT_BOT_KEY);
  if (command === "key") return void console.log(JSON.stringify(key.publicKey));
  if (command !== undefined && command !== "link" && command !== "try")
    throw new ConfigError(`Unknown command ${command}.\n${usage}`);

  const sallyport = await openSallyport({
    home: config.SALLYPORT_HOME,
    directory: config.SALLYPORT_DIRECTORY,
    approvalChannels: [key.publicKey],
    ...(config.SALLYPORT_ESCALATION === undefined ? {} : { escalation: config.SALLYPORT_ESCALATION }),
    ...(config.SALLYPORT_POLICIES === undefined ? {} : { policies: config.SALLYPORT_POLICIES }),
  });
  if (command !== undefined) {
    const done =
      command === "link" ? linkPerson({ config, sallyport, key, parts: rest }) : tryApproval(sallyport, rest);
    return done.finally(() => sallyport.close());
  }

  const logger = createLogger(config.LOG_LEVEL);
  const bot = await startBot({ config, sallyport, key, logger });
  let isStopping = false;
  const health = await serveHealth({
    host: config.HOST,
    port: config.HEALTH_PORT,
    storage: sallyport.storage,
    isConnected: () => !isStopping && bot.isConnected(),
  });
  logger.info(
    { port: bot.port, healthPort: health.port, mode: config.SLACK_MODE },
    "the approval bot is ready",
  );

  const stop = async (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    logger.info({ signal }, "stopping");
    await bot.stop();
    await health.stop();
    await sallyport.close();
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop(signal));
}

try {
  await main(...(process.argv.slice(2) as [string?]));
} catch (error) {
  // A library's error may carry the request it made, with the token.
  console.error(tellError(error));
  process.exitCode = error instanceof ConfigError ? 2 : 1;
}
