import { type Network, runNetwork } from "../../src/screening/classifier/network.ts";
import type { Random } from "./random.ts";

/** Several networks, each from another start, side by side as one: its answer is the mean of theirs. */
export function fitNetworks(
  rows: readonly Float32Array[],
  labels: readonly number[],
  weights: readonly number[],
  random: Random,
  { networks, ...options }: NetworkOptions,
): Network {
  const fits = Array.from({ length: networks }, () => fitNetwork(rows, labels, weights, random, options));
  const { inputs = 0 } = fits[0] ?? {};
  const hidden = networks * options.hidden;
  const first = Float32Array.from(fits.flatMap((fit) => [...fit.first]));
  const outputs = fits.flatMap((fit) => [...fit.second.subarray(0, options.hidden)]);
  const bias = fits.reduce((sum, fit) => sum + (fit.second[options.hidden] ?? 0), 0);
  return {
    inputs,
    hidden,
    first,
    second: Float32Array.from([...outputs, bias], (weight) => weight / networks),
  };
}

export interface NetworkOptions {
  readonly networks: number;
  readonly hidden: number;
  readonly epochs: number;
  readonly rate: number;
  readonly decay: number;
}

/** Trains by plain stochastic gradient descent with a falling rate and weight decay. */
function fitNetwork(
  rows: readonly Float32Array[],
  labels: readonly number[],
  weights: readonly number[],
  random: Random,
  options: Omit<NetworkOptions, "networks">,
): Network {
  const inputs = rows[0]?.length ?? 0;
  const { hidden } = options;
  const first = Float32Array.from({ length: hidden * (inputs + 1) }, () => (random.next() - 0.5) * 0.6);
  const second = Float32Array.from({ length: hidden + 1 }, () => (random.next() - 0.5) * 0.6);
  const network: Network = { inputs, hidden, first, second };
  const activations = new Float32Array(hidden);
  const order = rows.map((_, i) => i);
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    const rate = (options.rate * (options.epochs - epoch)) / options.epochs;
    random.shuffle(order);
    for (const r of order) {
      const input = rows[r] ?? [];
      const error =
        (1 / (1 + Math.exp(-runNetwork(network, input, activations))) - (labels[r] ?? 0)) * (weights[r] ?? 1);
      for (let h = 0; h < hidden; h += 1) {
        const activation = activations[h] ?? 0;
        const back = error * (second[h] ?? 0) * (1 - activation * activation);
        second[h] = (second[h] ?? 0) - rate * (error * activation + options.decay * (second[h] ?? 0));
        const row = h * (inputs + 1);
        for (let i = 0; i < inputs; i += 1) {
          first[row + i] =
            (first[row + i] ?? 0) - rate * (back * (input[i] ?? 0) + options.decay * (first[row + i] ?? 0));
        }
        first[row + inputs] = (first[row + inputs] ?? 0) - rate * back;
      }
      second[hidden] = (second[hidden] ?? 0) - rate * error;
    }
  }
  return network;
}
