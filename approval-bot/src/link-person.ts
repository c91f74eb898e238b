import { type Sallyport, type SigningKey, systemClock } from "@sallyport/sdk";
import { type BotConfig, ConfigError } from "./config.ts";
import { createLogger } from "./log.ts";
import { openDesks } from "./open-desks.ts";
import { judgeUser } from "./people/judge-user.ts";
import { openLinks } from "./people/links.ts";

/**
 * States that a member of the tenant's workspace is a person of the directory. Whoever runs this holds the bot's key
 * and answers for it; both sides are looked up first.
 *
 * @throws {ConfigError} when either is not there.
 */
export async function linkPerson(options: {
  readonly config: BotConfig;
  readonly sallyport: Sallyport;
  readonly key: SigningKey;
  readonly parts: readonly string[];
}): Promise<void> {
  const { config, sallyport, key } = options;
  const [user, tenant, principal] = options.parts;
  if (user === undefined || tenant === undefined || principal === undefined)
    throw new ConfigError("Say who is whom: npm run bot -- link SLACK_USER_ID TENANT PERSON");
  if ((await sallyport.directory.find(tenant, principal)) === undefined)
    throw new ConfigError(`The directory knows no ${principal} in ${tenant}.`);

  const logger = createLogger("warn");
  const { desks } = await openDesks({ config, sallyport, key, logger, clock: systemClock, wake: () => {} });
  const destination = config.SLACK_CHANNELS.get(tenant);
  const desk = destination && (await desks.forTeam(destination.team));
  if (desk === undefined)
    throw new ConfigError(`No installed workspace serves ${tenant}: see SLACK_CHANNELS.`);
  const { workspace, client } = desk;
  const refused = judgeUser((await client.users.info({ user })).user, workspace);
  if (refused !== undefined) throw new ConfigError(`${user} cannot be an approver: ${refused.code}.`);

  const links = openLinks({ storage: sallyport.storage, key, clock: systemClock });
  await links.link({ enterprise: workspace.enterprise, team: workspace.team, user }, { tenant, principal });
  console.log(`${user} in ${workspace.team} is ${principal} of ${tenant}.`);
}
