import type { Calibration } from "../../src/screening/classifier/model.ts";

/**
 * Platt scaling for the slope, then an offset that puts one half at `limit`: injections are rare, and a score of one
 * half should already be worth a look.
 */
export function calibrate(logits: readonly number[], labels: readonly number[], limit: number): Calibration {
  const { slope } = fitCurve(logits, labels);
  return { slope, offset: -slope * limit };
}

/** Puts one half at the value that a `share` of the harmless exceed, and one tenth at their middle. */
export function calibrateOnHarmless(harmless: readonly number[], share: number): Calibration {
  const limit = upperShare(harmless, share);
  const slope = Math.log(9) / Math.max(1e-3, limit - upperShare(harmless, 0.5));
  return { slope, offset: -slope * limit };
}

/** The value that a `share` of the others exceed. */
export function upperShare(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => b - a)[Math.floor(values.length * share)] ?? 0;
}

/** The logistic curve that fits labels best, both labels counting the same in total. */
function fitCurve(logits: readonly number[], labels: readonly number[]): Calibration {
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const weights = [0.5 / Math.max(1, labels.length - positives), 0.5 / Math.max(1, positives)];
  let slope = 1;
  let offset = 0;
  for (let round = 0; round < 2000; round += 1) {
    let slopeGradient = 0;
    let offsetGradient = 0;
    for (let i = 0; i < logits.length; i += 1) {
      const logit = logits[i] ?? 0;
      const label = labels[i] ?? 0;
      const error = (1 / (1 + Math.exp(-(slope * logit + offset))) - label) * (weights[label] ?? 0);
      slopeGradient += error * logit;
      offsetGradient += error;
    }
    slope -= 0.5 * slopeGradient;
    offset -= 0.5 * offsetGradient;
  }
  return { slope, offset };
}
