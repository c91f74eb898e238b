import { createHash, randomBytes } from "node:crypto";
import type { Clock, Storage } from "@sallyport/sdk";
import type { InstallURLOptions, StateStore } from "@slack/bolt";

const lifetimeMs = 10 * 60_000;

/**
 * The `state` of an installation (RFC 6749, 10.12): unguessable, good once and for ten minutes, on every replica.
 * Bolt ties it to the browser that began with a cookie, too.
 */
export function openStates(options: {
  readonly storage: Storage;
  readonly install: InstallURLOptions;
  readonly clock: Clock;
}): StateStore {
  const { storage, install, clock } = options;
  const digestOf = (state: string) => createHash("sha256").update(state).digest("hex");
  return {
    async generateStateParam() {
      const state = randomBytes(32).toString("base64url");
      const row = { digest: digestOf(state), expires_at: clock() + lifetimeMs };
      await storage.deleteFrom("slack_oauth_state").where("expires_at", "<=", clock()).execute();
      await storage.insertInto("slack_oauth_state").values(row).execute();
      return state;
    },

    async verifyStateParam(_now, state) {
      const { numDeletedRows } = await storage
        .deleteFrom("slack_oauth_state")
        .where("digest", "=", digestOf(state))
        .where("expires_at", ">", clock())
        .executeTakeFirst();
      if (numDeletedRows !== 1n) throw new Error("This installation was not begun here, or too long ago.");
      return install;
    },
  };
}
