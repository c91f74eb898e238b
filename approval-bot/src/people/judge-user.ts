import type { webApi } from "@slack/bolt";
import type { Workspace } from "../workspace.ts";
import { refusal, type SlackRefusal } from "./slack-refusal.ts";

type User = NonNullable<webApi.UsersInfoResponse["user"]>;

/** Undefined for a full, active, human member of this workspace; the first rule broken otherwise. */
export function judgeUser(user: User | undefined, workspace: Workspace): SlackRefusal | undefined {
  if (user === undefined) return refusal("not-evaluable", "Slack did not say who you are.");
  if (user.deleted === true) return refusal("deactivated", "Your Slack account is deactivated.");
  if (user.is_bot === true || user.is_workflow_bot === true || user.id === "USLACKBOT")
    return refusal("bot", "Only people decide, not apps.");
  if (user.is_stranger === true || !isMember(user, workspace))
    return refusal("external", "People from outside this workspace do not decide here.");
  if (user.is_restricted === true || user.is_ultra_restricted === true || user.is_invited_user === true)
    return refusal("guest", "Guests do not decide.");
  return undefined;
}

function isMember(user: User, { team, enterprise }: Workspace): boolean {
  if (user.team_id === team) return true;
  const { enterprise_user: inEnterprise } = user;
  return (
    enterprise !== "" &&
    inEnterprise?.enterprise_id === enterprise &&
    (inEnterprise.teams ?? []).includes(team)
  );
}
