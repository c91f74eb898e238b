import type { Logger } from "../../log.ts";

interface Removed {
  readonly body: { readonly team_id?: string };
  readonly event: object;
}

/** The workspace has removed the app, or taken the bot's token back: the token is forgotten at once. */
export function forgetInstallation(remove: (team: string) => Promise<void>, logger: Logger) {
  return async ({ body: { team_id: team }, event }: Removed): Promise<void> => {
    const { tokens } = event as { readonly tokens?: { readonly bot?: readonly unknown[] } };
    if (team === undefined || (tokens !== undefined && !tokens.bot?.length)) return;
    logger.warn({ team }, "a workspace has removed the app or taken its token back");
    await remove(team);
  };
}
