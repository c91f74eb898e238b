import type { Clock } from "@sallyport/sdk";

/** How fast a method may be called: `burst` at once, then one per `everyMs`. */
export interface Limit {
  readonly burst: number;
  readonly everyMs: number;
}

/** Slack's documented limits, kept a little below: a message per second and channel, 50 updates a minute. */
export const slackLimits = {
  post: { burst: 4, everyMs: 1_050 },
  update: { burst: 10, everyMs: 1_300 },
} as const satisfies Record<string, Limit>;

export type PaceLimits = Readonly<Record<keyof typeof slackLimits, Limit>>;

/** Token buckets, one per method and channel. */
export class Pace {
  readonly #buckets = new Map<string, { tokens: number; at: number; blockedUntil: number }>();
  readonly #limits: PaceLimits;
  readonly #clock: Clock;

  constructor(limits: PaceLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Milliseconds to wait before the call may be made. */
  wait(method: keyof PaceLimits, channel: string): number {
    const limit = this.#limits[method];
    const bucket = this.#bucket(method, channel);
    const now = this.#clock();
    if (now < bucket.blockedUntil) return bucket.blockedUntil - now;
    bucket.tokens = Math.min(limit.burst, bucket.tokens + Math.max(0, now - bucket.at) / limit.everyMs);
    bucket.at = now;
    return bucket.tokens < 1 ? Math.ceil((1 - bucket.tokens) * limit.everyMs) : 0;
  }

  /** Like {@link wait}, and 0 takes a token. */
  take(method: keyof PaceLimits, channel: string): number {
    const waitMs = this.wait(method, channel);
    if (waitMs === 0) this.#bucket(method, channel).tokens -= 1;
    return waitMs;
  }

  /** Slack said `Retry-After`. */
  block(method: keyof PaceLimits, channel: string, forMs: number): void {
    this.#bucket(method, channel).blockedUntil = this.#clock() + forMs;
  }

  #bucket(method: keyof PaceLimits, channel: string) {
    // Updates are limited per workspace, posts per channel.
    const key = method === "post" ? `post ${channel}` : method;
    const known = this.#buckets.get(key);
    if (known !== undefined) return known;
    const bucket = { tokens: this.#limits[method].burst, at: this.#clock(), blockedUntil: 0 };
    this.#buckets.set(key, bucket);
    return bucket;
  }
}
