import type { ScreeningPlace, ScreeningReason, Verdict } from "./screening.ts";

interface Thresholds {
  readonly suspicious: number;
  readonly quarantined: number;
}

const untrusted: Thresholds = { suspicious: 0.5, quarantined: 0.9 };
/** What a trusted author wrote is held back only when it is nearly certain. */
const trustedTier: Thresholds = { suspicious: 0.8, quarantined: 0.97 };

/**
 * One verdict over all reasons. Different detectors count as independent evidence; more findings of one detector
 * add nothing, so that a long document is not condemned by its length.
 */
export function decide(
  reasons: readonly ScreeningReason[],
  from: { readonly place: ScreeningPlace; readonly trusted: boolean },
): { verdict: Verdict; score: number } {
  const best = new Map<string, number>();
  for (const { detector, score } of reasons) best.set(detector, Math.max(best.get(detector) ?? 0, score));
  let doubt = 1;
  for (const score of best.values()) doubt *= 1 - score;
  const score = 1 - doubt;
  const thresholds = from.trusted ? trustedTier : untrusted;
  const verdict =
    score >= thresholds.quarantined ? "quarantined" : score >= thresholds.suspicious ? "suspicious" : "clean";
  return { verdict, score };
}
