import type { Clock } from "@sallyport/sdk";

/**
 * Remembers answers for a minute at most. A failed look-up is not remembered and not papered over with an old
 * answer: it throws, and who asked refuses.
 */
export class FreshCache<Value> {
  readonly #entries = new Map<string, { readonly value: Promise<Value>; readonly until: number }>();
  readonly #load: (key: string) => Promise<Value>;
  readonly #clock: Clock;

  constructor(load: (key: string) => Promise<Value>, clock: Clock) {
    this.#load = load;
    this.#clock = clock;
  }

  get(key: string): Promise<Value> {
    const now = this.#clock();
    const known = this.#entries.get(key);
    if (known !== undefined && now < known.until) return known.value;
    if (this.#entries.size >= capacity) this.#entries.clear();
    const value = this.#load(key);
    const entry = { value, until: now + lifetimeMs };
    this.#entries.set(key, entry);
    value.catch(() => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    });
    return value;
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }
}

const lifetimeMs = 60_000;
const capacity = 10_000;
