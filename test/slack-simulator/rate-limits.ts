/** Calls per minute and key, as documented: a message per second and channel, tiers for the rest. */
const perMinute: Readonly<Record<string, number>> = {
  "chat.postMessage": 60,
  "chat.update": 50,
  "views.open": 100,
  "users.info": 100,
};
const burst = 8;

/** Enforces Slack's limits; undefined when the call is within them, else the seconds to wait. */
export class RateLimits {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  exceeded(method: string, channel: string): number | undefined {
    const rate = perMinute[method];
    if (rate === undefined) return undefined;
    const key = method === "chat.postMessage" ? `${method} ${channel}` : method;
    const now = Date.now();
    const bucket = this.#buckets.get(key) ?? { tokens: burst, at: now };
    this.#buckets.set(key, bucket);
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) * rate) / 60_000);
    bucket.at = now;
    if (bucket.tokens < 1) return Math.ceil(((1 - bucket.tokens) * 60) / rate);
    bucket.tokens -= 1;
    return undefined;
  }
}
