import type { Clock } from "../clock.ts";
import { refuse } from "./identity-error.ts";
import { clockSkewMs } from "./lifetime.ts";

/**
 * A clock that refuses to go back by more than the usual correction: authority that had expired would come to
 * life again.
 *
 * @throws {SallyportError} `ERR_IDENTITY_CLOCK` when read.
 */
export function steadyClock(clock: Clock): Clock {
  let latest = 0;
  return () => {
    const now = clock();
    if (now < latest - clockSkewMs) {
      refuse("ERR_IDENTITY_CLOCK", "The clock went backwards.", "Set the clock right, then restart.");
    }
    latest = Math.max(latest, now);
    return now;
  };
}
