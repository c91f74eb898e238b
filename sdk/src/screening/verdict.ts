import type { ScreeningPlace, ScreeningReason, Verdict } from "./screening.ts";

interface Thresholds {
  readonly suspicious: number;
  readonly quarantined: number;
}

interface Tiers {
  readonly untrusted: Thresholds;
  /** What a trusted author wrote is held back only when it is nearly certain. */
  readonly trusted: Thresholds;
}

/** What arrives by itself. At 0.5 about one ordinary document in two hundred is looked at (see models/screening.md). */
const content: Tiers = {
  untrusted: { suspicious: 0.5, quarantined: 0.9 },
  trusted: { suspicious: 0.8, quarantined: 0.97 },
};

/** What people type and agents tell each other is full of requests, and somebody waits for an answer. */
const speech: Tiers = {
  untrusted: { suspicious: 0.5, quarantined: 0.95 },
  trusted: { suspicious: 0.85, quarantined: 0.99 },
};

const tiers: Readonly<Record<ScreeningPlace, Tiers>> = {
  ingest: content,
  upload: content,
  retrieval: content,
  "tool-result": content,
  prompt: speech,
  "agent-message": speech,
};

/**
 * One verdict over all reasons. Different detectors count as independent evidence; more findings of one detector
 * add nothing, so that a long document is not condemned by its length.
 */
export function decide(
  reasons: readonly ScreeningReason[],
  { place, trusted }: { readonly place: ScreeningPlace; readonly trusted: boolean },
): { verdict: Verdict; score: number } {
  const best = new Map<string, number>();
  for (const { detector, score } of reasons) best.set(detector, Math.max(best.get(detector) ?? 0, score));
  let doubt = 1;
  for (const score of best.values()) doubt *= 1 - score;
  const score = 1 - doubt;
  const { suspicious, quarantined } = tiers[place][trusted ? "trusted" : "untrusted"];
  return {
    verdict: score >= quarantined ? "quarantined" : score >= suspicious ? "suspicious" : "clean",
    score,
  };
}
