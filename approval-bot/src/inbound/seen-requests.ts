import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock, Storage } from "@sallyport/sdk";

interface Waiting {
  readonly digest: string;
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

  /** Whether a request with this body came before; from now on it did. */
  isSeen(body: object): Promise<boolean> {
    const digest = createHash("sha256").update(JSON.stringify(body)).digest("hex");
    return new Promise((resolve, reject) => {
      this.#arrived.push({ digest, resolve, reject });
      if (!this.#isFlushing) void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    this.#isFlushing = true;
    while (this.#arrived.length > 0) {
      await nextTurn();
      const batch = this.#arrived.splice(0, mostInStatement);
      try {
        const unseen = await this.#insert(new Set(batch.map(({ digest }) => digest)));
        for (const { digest, resolve } of batch) resolve(!unseen.delete(digest));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#isFlushing = false;
  }

  /** Those that were not there yet. */
  async #insert(digests: ReadonlySet<string>): Promise<Set<string>> {
    const at = this.#clock();
    const inserted = await this.#storage
      .insertInto("slack_inbound")
      .values([...digests].map((digest) => ({ digest, at })))
      .onConflict((conflict) => conflict.doNothing())
      .returning("digest")
      .execute();
    return new Set(inserted.map(({ digest }) => digest));
  }
}

const mostInStatement = 500;
