import { type Clock, systemClock } from "../clock.ts";
import type { Label } from "../policy/index.ts";
import type { Storage } from "../storage/index.ts";
import { internLabel } from "./intern-label.ts";

/** Makes a label known, so that documents can be put under it. Storing it again changes nothing. */
export async function storeLabel(options: {
  readonly storage: Storage;
  readonly label: Label;
  readonly clock?: Clock;
}): Promise<void> {
  const { storage, label, clock = systemClock } = options;
  await storage.transaction().execute((transaction) => internLabel(transaction, label, clock()));
}
