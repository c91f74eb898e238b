import type { Desk } from "../../desk.ts";

/** Slack says that a person or a channel has changed: what we remember of it is worth nothing any more. */
export function forgetChanged({ approvers }: Desk) {
  return async ({ event }: { readonly event: object }): Promise<void> => {
    const { user, channel } = event as { user?: { id?: unknown }; channel?: unknown };
    if (typeof user?.id === "string") approvers.forget(user.id);
    if (typeof channel === "string") approvers.forget(channel);
  };
}
