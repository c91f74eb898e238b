/** What goes wrong with the next calls of a method. */
export type Fault =
  /** 429 with Retry-After in seconds; nothing is done. */
  | { readonly type: "limited"; readonly retryAfter: number }
  /** 503; nothing is done. */
  | { readonly type: "unavailable" }
  /** It is done, and the answer is 500. */
  | { readonly type: "failed-after-write" }
  /** It is done, and the connection breaks before the answer. */
  | { readonly type: "answer-lost" }
  /** It is done and answered, late. */
  | { readonly type: "late"; readonly byMs: number }
  /** Slack's own refusal; nothing is done. */
  | { readonly type: "refused"; readonly error: string };

export class Faults {
  readonly #planned = new Map<string, Fault[]>();
  #isDown = false;

  /** The next `times` calls of the method suffer it. */
  plan(method: string, fault: Fault, times = 1): void {
    const queue = this.#planned.get(method) ?? [];
    this.#planned.set(method, [...queue, ...Array.from({ length: times }, () => fault)]);
  }

  /** Nothing works, until it does again. */
  setDown(isDown: boolean): void {
    this.#isDown = isDown;
  }

  take(method: string): Fault | undefined {
    if (this.#isDown) return { type: "unavailable" };
    return this.#planned.get(method)?.shift();
  }
}
