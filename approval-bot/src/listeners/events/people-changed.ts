import type { Context } from "@slack/bolt";
import { deskOf } from "../../desk.ts";

interface Changed {
  readonly event: object;
  readonly context: Context;
}

/** Slack says that a person or a channel has changed: what we remember of it is worth nothing any more. */
export async function forgetChanged({ event, context }: Changed): Promise<void> {
  const { approvers } = deskOf(context);
  const { user, channel } = event as { user?: { id?: unknown }; channel?: unknown };
  if (typeof user?.id === "string") approvers.forget(user.id);
  if (typeof channel === "string") approvers.forget(channel);
}
