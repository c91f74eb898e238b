import type { Clock, Sallyport, SigningKey } from "@sallyport/sdk";
import type { Context, webApi } from "@slack/bolt";
import type { Approvers } from "./approvers.ts";
import type { Homes } from "./inbox/homes.ts";
import type { Logger } from "./log.ts";
import type { Workspace } from "./workspace.ts";

/** What the listeners work with, in one workspace. */
export interface Desk {
  readonly sallyport: Sallyport;
  readonly workspace: Workspace;
  readonly client: webApi.WebClient;
  /** The client's: Bolt makes clients of its own. */
  readonly token: string;
  readonly approvers: Approvers;
  readonly homes: Homes;
  /** The bot's own key: what makes it an approval channel. */
  readonly key: SigningKey;
  /** The tenants that are served in this workspace, and where their cards are. */
  readonly channels: ReadonlyMap<string, string>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Brings the cards up to date. */
  readonly wake: () => void;
}

/** Put there at the intake, for whatever comes from a workspace that has installed the app. */
export function deskOf(context: Context): Desk {
  const { desk } = context as { readonly desk?: Desk };
  if (desk === undefined) throw new TypeError("The request has not come through the intake.");
  return desk;
}
