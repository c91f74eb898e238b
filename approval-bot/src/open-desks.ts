import type { Clock, Sallyport, SigningKey } from "@sallyport/sdk";
import { webApi } from "@slack/bolt";
import { clientOptions } from "./client-options.ts";
import { type BotConfig, ConfigError, oauthOf } from "./config.ts";
import { createDesk, type Desks, installedDesks, singleDesk } from "./desks.ts";
import { type Installations, openInstallations } from "./install/installations.ts";
import { createSeal } from "./install/seal.ts";
import { boltLogger, type Logger } from "./log.ts";
import { readWorkspace } from "./workspace.ts";

/** The workspaces that the configuration speaks of: one by its token, or those that have installed the app. */
export async function openDesks(options: {
  readonly config: BotConfig;
  readonly sallyport: Sallyport;
  readonly key: SigningKey;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly wake: () => void;
}): Promise<{ readonly desks: Desks; readonly installations?: Installations }> {
  const { config, sallyport, clock, logger } = options;
  const { SLACK_CHANNELS: destinations, SLACK_AUDIT_CHANNEL: audit } = config;
  const named = [...destinations.values(), ...(audit === undefined ? [] : [audit])];
  const connect = (token: string) =>
    new webApi.WebClient(token, clientOptions(config.SLACK_API_URL, boltLogger(logger)));
  const oauth = oauthOf(config);
  if (oauth !== undefined) {
    const installations = openInstallations({
      storage: sallyport.storage,
      seal: createSeal(oauth.key),
      appId: config.SLACK_APP_ID,
      clock,
      teams: new Set(named.flatMap(({ team }) => team ?? [])),
    });
    await installations.list().catch(() => {
      throw new ConfigError("SALLYPORT_INSTALLATION_KEY is not the one that sealed the installations.");
    });
    return { desks: installedDesks({ ...options, destinations }, installations, connect), installations };
  }
  const token = config.SLACK_BOT_TOKEN ?? "";
  const client = connect(token);
  const workspace = await readWorkspace(client);
  for (const { team = workspace.team } of named)
    if (team !== workspace.team)
      throw new ConfigError(`A channel is in ${team}, but SLACK_BOT_TOKEN is of ${workspace.team}.`);
  return { desks: singleDesk(createDesk({ ...options, destinations }, workspace, client, token)) };
}
