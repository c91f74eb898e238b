import type { Clock } from "@sallyport/sdk";
import type { webApi } from "@slack/bolt";
import { FreshCache } from "./people/fresh-cache.ts";
import { judgeUser } from "./people/judge-user.ts";
import type { Links, Person } from "./people/links.ts";
import { describeIdentity, type SlackIdentity } from "./people/slack-identity.ts";
import { refusal, type SlackRefusal } from "./people/slack-refusal.ts";
import type { Workspace } from "./workspace.ts";

/** Somebody who clicked, as Slack's payload names them. */
export interface Clicker {
  readonly user: string;
  /** The workspace or organisation that the person belongs to; not always the one the app is installed in. */
  readonly userTeam: string | undefined;
  /** Absent in a modal and in Home. */
  readonly channel?: string | undefined;
}

/** A person of the directory whom the bot can speak for. */
export interface Approver extends Person {
  readonly type: "approver";
  /** What a signed decision says about how they are known. */
  readonly verifiedBy: string;
}

export interface Approvers {
  /** Who clicked, or the first rule that refuses them. What cannot be looked up refuses. */
  identify(clicker: Clicker): Promise<Approver | SlackRefusal>;
  /** True where people of other organisations see what is posted. Throws when Slack does not say. */
  isShared(channel: string): Promise<boolean>;
  /** Slack says that something about this user or channel has changed. */
  forget(id: string): void;
}

/** Who a Slack user is to us. Whether they may decide on a request is the policy's answer, not this one's. */
export function createApprovers(options: {
  readonly client: webApi.WebClient;
  readonly workspace: Workspace;
  readonly links: Links;
  readonly clock: Clock;
}): Approvers {
  const { client, workspace, links, clock } = options;
  const users = new FreshCache(async (user) => (await client.users.info({ user })).user, clock);
  const channels = new FreshCache(
    async (id) => (await client.conversations.info({ channel: id })).channel,
    clock,
  );

  async function isShared(channel: string): Promise<boolean> {
    const info = await channels.get(channel);
    if (info === undefined) throw new TypeError("conversations.info did not describe the channel.");
    return info.is_ext_shared === true || info.is_pending_ext_shared === true;
  }

  async function identify({ user, userTeam, channel }: Clicker): Promise<Approver | SlackRefusal> {
    if (userTeam !== workspace.team && (workspace.enterprise === "" || userTeam !== workspace.enterprise))
      return refusal("external", "People from outside this workspace do not decide here.");
    try {
      const refused = judgeUser(await users.get(user), workspace);
      if (refused !== undefined) return refused;
      if (channel !== undefined && (await isShared(channel)))
        return refusal("shared-channel", "Nothing is decided in a channel that other organisations see.");
    } catch {
      return refusal(
        "not-evaluable",
        "Slack could not be asked who you are; nothing was decided. Try again.",
      );
    }
    const identity: SlackIdentity = { enterprise: workspace.enterprise, team: workspace.team, user };
    const person = await links.find(identity);
    if (person === undefined)
      return refusal(
        "not-linked",
        `Nobody has linked your Slack account (${user}) to a person in the directory.`,
      );
    return { type: "approver", ...person, verifiedBy: describeIdentity(identity) };
  }

  return {
    identify,
    isShared,
    forget(id) {
      users.forget(id);
      channels.forget(id);
    },
  };
}
