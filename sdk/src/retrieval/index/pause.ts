import { setImmediate as nextTurn } from "node:timers/promises";

/** Called between slices of a long scan, so that the event loop can turn. */
export type Pause = () => Promise<void> | undefined;

/** Lets the event loop turn when the work has held it for `milliseconds`. Decides nothing about any result. */
export function pauseAfter(milliseconds: number): Pause {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < milliseconds) return;
    await nextTurn();
    since = performance.now();
  };
}
