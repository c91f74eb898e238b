import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock, Storage } from "@sallyport/sdk";
import { leaseMs } from "./unfinished.ts";

interface Waiting {
  readonly digest: string;
  readonly kept: string | null;
  readonly resolve: (isSeen: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Which requests came before, to any replica: they share what they have seen through the database. Requests that
 * arrive together share one commit, since every click waits for it before it is acknowledged.
 */
export class SeenRequests {
  readonly #storage: Storage;
  readonly #clock: Clock;
  #arrived: Waiting[] = [];
  #isFlushing = false;

  constructor(storage: Storage, clock: Clock) {
    this.#storage = storage;
    this.#clock = clock;
  }

  /** Whether a request with this digest came before; from now on it did, and what shall be kept of it is. */
  isSeen(digest: string, kept: string | null = null): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#arrived.push({ digest, kept, resolve, reject });
      if (!this.#isFlushing) void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    this.#isFlushing = true;
    while (this.#arrived.length > 0) {
      await nextTurn();
      const batch = this.#arrived.splice(0, mostInStatement);
      try {
        const unseen = await this.#insert(new Map(batch.map(({ digest, kept }) => [digest, kept])));
        for (const { digest, resolve } of batch) resolve(!unseen.delete(digest));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#isFlushing = false;
  }

  /** Those that were not there yet. */
  async #insert(arrived: ReadonlyMap<string, string | null>): Promise<Set<string>> {
    const at = this.#clock();
    const rows = [...arrived].map(([digest, kept]) => ({ digest, at, kept, lease_until: at + leaseMs }));
    const inserted = await this.#storage
      .insertInto("slack_inbound")
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .returning("digest")
      .execute();
    return new Set(inserted.map(({ digest }) => digest));
  }
}

const mostInStatement = 500;
