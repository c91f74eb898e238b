import type { Clock, Sallyport, SigningKey } from "@sallyport/sdk";
import type { Approvers } from "./approvers.ts";
import type { Homes } from "./inbox/homes.ts";
import type { Logger } from "./log.ts";

/** What the listeners work with. */
export interface Desk {
  readonly sallyport: Sallyport;
  readonly approvers: Approvers;
  readonly homes: Homes;
  /** The bot's own key: what makes it an approval channel. */
  readonly key: SigningKey;
  /** Where each tenant's cards are. */
  readonly channels: ReadonlyMap<string, string>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Brings the cards up to date. */
  readonly wake: () => void;
}
