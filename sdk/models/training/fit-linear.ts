import { denseNames } from "../../src/screening/classifier/dense-features.ts";
import { hashBits } from "../../src/screening/classifier/hashed-features.ts";
import type { Random } from "./random.ts";
import type { Windows } from "./windows.ts";

export interface LinearModel {
  bias: number;
  readonly hashed: Float32Array;
  readonly dense: Float32Array;
}

const denseCount = denseNames.length;

/** A window's logit; `share` scales what the hashed features say. */
export function logitOf(model: LinearModel, windows: Windows, index: number, share = 1): number {
  const from = windows.starts[index] ?? 0;
  const to = windows.starts[index + 1] ?? from;
  let sum = 0;
  for (let i = from; i < to; i += 1) sum += model.hashed[windows.hashed[i] ?? 0] ?? 0;
  let score = model.bias + (share * sum) / Math.sqrt(Math.max(1, to - from));
  const row = index * denseCount;
  for (let d = 0; d < denseCount; d += 1) score += (model.dense[d] ?? 0) * (windows.dense[row + d] ?? 0);
  return score;
}

export interface LinearOptions {
  readonly epochs: number;
  readonly rate: number;
  readonly decay: number;
  /** How often a window is shown without its hashed features, so that the dense ones learn to carry alone. */
  readonly dropout: number;
  /** How little is learned from the first times a hashed feature is seen: rare words should not decide. */
  readonly caution: number;
  readonly fits: number;
}

/** The mean of several fits: each shuffles differently, and what only one of them believes counts for little. */
export function fitLinearOften(
  windows: Windows,
  random: Random,
  options: LinearOptions,
  includes?: (text: number) => boolean,
): LinearModel {
  const fits = Array.from({ length: options.fits }, () => fitLinear(windows, random, options, includes));
  const mean = (weightOf: (model: LinearModel) => number): number =>
    fits.reduce((sum, fit) => sum + weightOf(fit), 0) / fits.length;
  return {
    bias: mean(({ bias }) => bias),
    hashed: new Float32Array(1 << hashBits).map((_, i) => mean(({ hashed }) => hashed[i] ?? 0)),
    dense: new Float32Array(denseCount).map((_, i) => mean(({ dense }) => dense[i] ?? 0)),
  };
}

/** Logistic regression by AdaGrad over the shuffled windows of those texts that are included. */
function fitLinear(
  windows: Windows,
  random: Random,
  options: LinearOptions,
  includes: (text: number) => boolean = () => true,
): LinearModel {
  const { rate, decay } = options;
  const size = 1 << hashBits;
  const model: LinearModel = { bias: 0, hashed: new Float32Array(size), dense: new Float32Array(denseCount) };
  const hashedSquares = new Float32Array(size).fill(options.caution);
  const denseSquares = new Float32Array(denseCount).fill(1e-2);
  let biasSquares = 1e-2;
  const order: number[] = [];
  for (const [text, { from, to }] of windows.texts.entries()) {
    if (!includes(text)) continue;
    for (let i = from; i < to; i += 1) if ((windows.labels[i] ?? -1) >= 0) order.push(i);
  }
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    for (const index of random.shuffle(order)) {
      const hidden = random.chance(options.dropout);
      const probability = 1 / (1 + Math.exp(-logitOf(model, windows, index, hidden ? 0 : 1)));
      const error = probability - (windows.labels[index] ?? 0);
      if (Math.abs(error) < 1e-4) continue;
      const from = windows.starts[index] ?? 0;
      const to = windows.starts[index + 1] ?? from;
      const share = error / Math.sqrt(Math.max(1, to - from));
      for (let i = hidden ? to : from; i < to; i += 1) {
        const slot = windows.hashed[i] ?? 0;
        step(model.hashed, hashedSquares, slot, share, rate, decay);
      }
      const row = index * denseCount;
      for (let d = 0; d < denseCount; d += 1) {
        const value = windows.dense[row + d] ?? 0;
        if (value !== 0) step(model.dense, denseSquares, d, error * value, rate, decay);
      }
      biasSquares += error * error;
      model.bias -= (rate * error) / Math.sqrt(biasSquares);
    }
  }
  return model;
}

function step(
  weights: Float32Array,
  squares: Float32Array,
  at: number,
  slope: number,
  rate: number,
  decay: number,
): void {
  const weight = weights[at] ?? 0;
  const gradient = slope + decay * weight;
  const total = (squares[at] ?? 0) + gradient * gradient;
  squares[at] = total;
  weights[at] = weight - (rate * gradient) / Math.sqrt(total);
}
