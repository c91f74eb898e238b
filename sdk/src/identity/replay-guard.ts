import { clockSkewMs } from "./lifetime.ts";

/** Remembers what was used until it would have expired anyway, on any clock that is tolerated. */
export interface ReplayGuard {
  /** Marks `id` as used; says whether it already was, or whether there is no room left to remember it. */
  use(id: string, expiresAt: number, now: number): "first" | "replayed" | "full";
}

/**
 * In this process. When `capacity` unexpired ids are held it takes no more: forgetting one early would let it
 * be replayed.
 */
export function createReplayGuard(capacity = 200_000): ReplayGuard {
  const used = new Map<string, number>();

  function forgetExpired(now: number): void {
    for (const [id, expiresAt] of used) {
      // Oldest first, and lifetimes are alike: what follows is alive, or is swept soon after.
      if (expiresAt > now - clockSkewMs) return;
      used.delete(id);
    }
  }

  return {
    use(id, expiresAt, now) {
      forgetExpired(now);
      if (used.has(id)) return "replayed";
      if (used.size >= capacity) return "full";
      used.set(id, expiresAt);
      return "first";
    },
  };
}
