import { setTimeout as sleep } from "node:timers/promises";

/** How long work may take to tidy up after Ctrl-C. */
const graceMs = 3000;

/** The work's result; after an abort the signal's reason, once the work has ended or its time of grace is over. */
export function untilAborted<T>(start: () => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const work = start();
  const ended = work.then(
    () => {},
    () => {},
  );
  const aborted = new Promise<never>((_, reject) => {
    const giveUp = () =>
      void Promise.race([ended, sleep(graceMs, undefined, { ref: false })]).then(() => reject(signal.reason));
    signal.addEventListener("abort", giveUp, { once: true });
  });
  return Promise.race([work, aborted]);
}
