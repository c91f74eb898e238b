import type { Clock, Sallyport, SigningKey } from "@sallyport/sdk";
import type { webApi } from "@slack/bolt";
import { createApprovers } from "./approvers.ts";
import type { Destination } from "./config.ts";
import type { Desk } from "./desk.ts";
import { createHomes } from "./inbox/homes.ts";
import type { Installations } from "./install/installations.ts";
import type { Logger } from "./log.ts";
import { openLinks } from "./people/links.ts";
import type { Workspace } from "./workspace.ts";

/** Which workspace a payload says that it comes from. */
export interface From {
  readonly team?: { readonly id?: string } | null;
  readonly team_id?: string | undefined;
  readonly enterprise?: { readonly id?: string } | null;
  readonly enterprise_id?: string | undefined;
}

/** One desk per workspace in which the bot is installed. */
export interface Desks {
  /** That of the workspace that something came from. */
  of(from: From): Promise<Desk | undefined>;
  /** Where a tenant's messages go. */
  forTeam(team: string | undefined): Promise<Desk | undefined>;
  all(): Promise<readonly Desk[]>;
}

export interface DeskOptions {
  readonly sallyport: Sallyport;
  readonly key: SigningKey;
  readonly destinations: ReadonlyMap<string, Destination>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly wake: () => void;
}

export function createDesk(
  options: DeskOptions,
  workspace: Workspace,
  client: webApi.WebClient,
  token: string,
): Desk {
  const { sallyport, key, destinations, clock, logger } = options;
  const links = openLinks({ storage: sallyport.storage, key, clock });
  const approvers = createApprovers({ client, workspace, links, clock });
  const channels = [...destinations].flatMap(([tenant, { team = workspace.team, channel }]) =>
    team === workspace.team ? [[tenant, channel] as const] : [],
  );
  return {
    sallyport,
    workspace,
    client,
    token,
    approvers,
    key,
    clock,
    logger,
    wake: options.wake,
    homes: createHomes({ sallyport, client, workspace, approvers, clock, logger }),
    channels: new Map(channels),
  };
}

/** One workspace, by its token. */
export function singleDesk(desk: Desk): Desks {
  return {
    of: async (from) => (isFrom(desk, from) ? desk : undefined),
    forTeam: async (team = desk.workspace.team) => (team === desk.workspace.team ? desk : undefined),
    all: async () => [desk],
  };
}

/** As many as have installed the app: what another replica has stored or removed counts at once. */
export function installedDesks(
  options: DeskOptions,
  installations: Installations,
  connect: (token: string) => webApi.WebClient,
): Desks {
  const known = new Map<string, { readonly version: string; readonly desk: Desk }>();

  async function all(): Promise<readonly Desk[]> {
    const installed = await installations.list();
    return installed.map(({ token, version, ...workspace }) => {
      const before = known.get(workspace.team);
      if (before?.version === version) return before.desk;
      const desk = createDesk(options, workspace, connect(token), token);
      known.set(workspace.team, { version, desk });
      return desk;
    });
  }
  return {
    all,
    of: async (from) => (await all()).find((desk) => isFrom(desk, from)),
    forTeam: async (team) => (await all()).find(({ workspace }) => workspace.team === team),
  };
}

function isFrom({ workspace }: Desk, from: From): boolean {
  const team = from.team?.id ?? from.team_id;
  if (team !== undefined) return team === workspace.team;
  return workspace.enterprise !== "" && (from.enterprise?.id ?? from.enterprise_id) === workspace.enterprise;
}
