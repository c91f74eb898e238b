import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";

/** Long enough for what Slack has sent already to be read. */
const quietMs = 5;
/** A steady stream must not hold up what people wait for. */
const longestMs = 100;

/**
 * The moment after a rush. Deciding keeps the process busy, so whoever clicks at the same time is acknowledged first:
 * Slack gives three seconds.
 */
export class Lull {
  #arrived = 0;
  #last: Promise<void> = Promise.resolve();

  /** A request is here. */
  mark(): void {
    this.#arrived++;
  }

  /**
   * Resolves when nothing has arrived for a moment, or after a tenth of a second. Of those who wait one goes on at each
   * turn of the loop: what arrives late is read between two decisions, and not after a hundred.
   */
  async settled(): Promise<void> {
    for (let waited = 0, seen = -1; waited < longestMs && seen !== this.#arrived; waited += quietMs) {
      seen = this.#arrived;
      await pause(quietMs);
    }
    this.#last = this.#last.then(() => nextTurn());
    await this.#last;
  }
}
