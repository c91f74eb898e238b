import { type Clock, deriveSecret, type SigningKey, type Storage } from "@sallyport/sdk";
import { createSeal, type Seal } from "../install/seal.ts";
import type { Logger } from "../log.ts";
import type { HandleAgain, Kept } from "./handle-again.ts";

/** A replica that lives renews it five times meanwhile. */
export const leaseMs = 5_000;
const lookEveryMs = 1_000;
/** How many to take over at each look; the other replicas want some, too. */
const most = 50;

/**
 * What Slack was told has arrived, until it is handled: whoever is left ends what a replica that died had begun. It is
 * sealed with a key that the database does not have, so that nobody reads a click there, or writes one.
 */
export class Unfinished {
  readonly #storage: Storage;
  readonly #again: HandleAgain;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #seal: Seal;
  readonly #underway = new Map<string, Promise<void>>();
  #finished: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(options: {
    readonly storage: Storage;
    readonly key: SigningKey;
    readonly again: HandleAgain;
    readonly clock: Clock;
    readonly logger: Logger;
  }) {
    this.#storage = options.storage;
    this.#again = options.again;
    this.#clock = options.clock;
    this.#logger = options.logger;
    // All replicas have the bot's key, and so the same one for this.
    this.#seal = createSeal(deriveSecret(options.key, "sallyport/slack-click/v1"));
  }

  /** What to keep of a payload: not the card that was clicked, nor what Slack takes for a moment only. */
  seal(digest: string, body: object): string {
    const { message, state, response_url, response_urls, trigger_id, token, ...kept } = body as Record<
      string,
      unknown
    >;
    return this.#seal.close(JSON.stringify({ at: this.#clock(), body: kept }), about(digest));
  }

  /** Handles it. When that fails it is tried again, by whoever looks first after the lease. */
  async finish(digest: string, handle: () => Promise<void>): Promise<void> {
    const handling = handle().then(() => void this.#finished.push(digest));
    this.#underway.set(digest, handling);
    await handling.finally(() => this.#underway.delete(digest));
  }

  start(): void {
    const look = () => {
      this.#looking = this.look().catch((error: unknown) =>
        this.#logger.error({ error }, "what is unfinished could not be looked for"),
      );
    };
    look();
    this.#timer = setInterval(look, lookEveryMs);
  }

  /** Lets what is under way end. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
    await Promise.allSettled(this.#underway.values());
    await this.#forgetFinished();
  }

  /** Says what is done and what this replica is still at, and takes over what no replica is at any more. */
  async look(): Promise<void> {
    await this.#forgetFinished();
    const now = this.#clock();
    if (this.#underway.size > 0)
      await this.#storage
        .updateTable("slack_inbound")
        .set({ lease_until: now + leaseMs })
        .where("digest", "in", [...this.#underway.keys()])
        .execute();
    const left = await this.#storage
      .selectFrom("slack_inbound")
      .select(["digest", "kept", "lease_until"])
      .where("kept", "is not", null)
      .where("lease_until", "<=", now)
      .limit(most)
      .execute();
    for (const { digest, kept, lease_until } of left) {
      const { numUpdatedRows } = await this.#storage
        .updateTable("slack_inbound")
        .set({ lease_until: now + leaseMs })
        .where("digest", "=", digest)
        .where("kept", "is not", null)
        .where("lease_until", "=", lease_until)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 1n)
        void this.finish(digest, () => this.#endOne(digest, kept ?? "")).catch((error: unknown) =>
          this.#logger.error({ error }, "a click that was left over could not be handled"),
        );
    }
  }

  async #endOne(digest: string, kept: string): Promise<void> {
    let opened: { readonly at: number; readonly body: Kept };
    try {
      opened = JSON.parse(this.#seal.open(kept, about(digest)));
    } catch {
      return this.#logger.error("what was kept of a click is not what this bot has kept");
    }
    await this.#again(opened.body, opened.at);
  }

  async #forgetFinished(): Promise<void> {
    const digests = this.#finished.splice(0);
    if (digests.length === 0) return;
    await this.#storage
      .updateTable("slack_inbound")
      .set({ kept: null })
      .where("digest", "in", digests)
      .execute()
      .catch((error: unknown) => {
        this.#finished.push(...digests);
        throw error;
      });
  }
}

const about = (digest: string) => `sallyport/slack-click/v1/${digest}`;
