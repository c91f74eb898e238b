import type { Clock, Storage } from "@sallyport/sdk";
import type { Installation, InstallationStore } from "@slack/bolt";
import * as z from "zod/v4";
import type { Workspace } from "../workspace.ts";
import type { Seal } from "./seal.ts";

const secrets = z.object({ token: z.string(), bot: z.string(), botUser: z.string() });

/** A workspace that has installed the app, and the token with which the bot works there. */
export interface Installed extends Workspace {
  readonly token: string;
  /** Changes whenever the installation does. */
  readonly version: string;
}

export interface Installations
  extends Required<Pick<InstallationStore, "storeInstallation" | "fetchInstallation">> {
  list(): Promise<readonly Installed[]>;
  /** The workspace has removed the app, or taken its token back. */
  remove(team: string): Promise<void>;
}

/** Keeps installations in the database, of the workspaces that the configuration names and of no others. */
export function openInstallations(options: {
  readonly storage: Storage;
  readonly seal: Seal;
  readonly appId: string;
  readonly teams: ReadonlySet<string>;
  readonly clock: Clock;
}): Installations {
  const { storage, seal, appId, teams, clock } = options;
  const about = (team: string) => `sallyport/slack-installation/v1/${team}`;

  async function storeInstallation(installation: Installation): Promise<void> {
    const { team, enterprise, bot } = installation;
    if (installation.isEnterpriseInstall === true || team === undefined || bot === undefined)
      throw new Error("The app is installed workspace by workspace, with a bot.");
    // Its token would be good for twelve hours.
    if (bot.refreshToken !== undefined || bot.expiresAt !== undefined)
      throw new Error("The app rotates its tokens: turn token rotation off, and install it anew.");
    if (installation.appId !== appId) throw new Error("This is the installation of another app.");
    if (!teams.has(team.id)) throw new Error("The configuration names no channel of this workspace.");
    const sealed = seal.close(
      JSON.stringify({ token: bot.token, bot: bot.id, botUser: bot.userId }),
      about(team.id),
    );
    const row = { enterprise: enterprise?.id ?? "", sealed, installed_at: clock() };
    await storage
      .insertInto("slack_installation")
      .values({ team: team.id, ...row })
      .onConflict((conflict) => conflict.column("team").doUpdateSet(row))
      .execute();
  }

  async function list(): Promise<readonly Installed[]> {
    const rows = await storage.selectFrom("slack_installation").selectAll().orderBy("team").execute();
    return rows
      .filter(({ team }) => teams.has(team))
      .map(({ team, enterprise, sealed }) => {
        const opened = secrets.parse(JSON.parse(seal.open(sealed, about(team))));
        return { team, enterprise, ...opened, version: sealed };
      });
  }

  return {
    storeInstallation,
    list,
    /** As Bolt wants it, for the workspace that something came from. */
    async fetchInstallation({ teamId }) {
      const found = (await list()).find(({ team }) => team === teamId);
      if (found === undefined) throw new Error("The app is not installed there.");
      const { team, enterprise, token, bot: id, botUser: userId } = found;
      return {
        team: { id: team },
        enterprise: enterprise === "" ? undefined : { id: enterprise },
        bot: { token, id, userId, scopes: [] },
        user: { id: userId, token: undefined, scopes: undefined },
      };
    },
    async remove(team) {
      await storage.deleteFrom("slack_installation").where("team", "=", team).execute();
    },
  };
}
