import type { webApi } from "@slack/bolt";

/** Where the bot is installed, as Slack says to whoever holds its token. */
export interface Workspace {
  readonly team: string;
  /** Empty outside of an Enterprise organisation. */
  readonly enterprise: string;
  readonly botUser: string;
  readonly bot: string;
}

/** @throws what Slack answers to a bad token, or that it cannot be reached. */
export async function readWorkspace(client: webApi.WebClient): Promise<Workspace> {
  const {
    team_id: team,
    enterprise_id: enterprise,
    user_id: botUser,
    bot_id: bot,
  } = await client.auth.test();
  if (team === undefined || botUser === undefined || bot === undefined)
    throw new TypeError("auth.test did not say where the token belongs; SLACK_BOT_TOKEN has to be a bot's.");
  return { team, enterprise: enterprise ?? "", botUser, bot };
}
