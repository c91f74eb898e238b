/** One hidden layer of tanh units with a linear output. */
export interface Network {
  readonly inputs: number;
  readonly hidden: number;
  /** Per hidden unit: a weight for each input, then the bias. */
  readonly first: Float32Array;
  /** A weight for each hidden unit, then the bias. */
  readonly second: Float32Array;
}

/** The network's logit; `activations` receives the hidden units. */
export function runNetwork(
  { inputs, hidden, first, second }: Network,
  input: ArrayLike<number>,
  activations = new Float32Array(hidden),
): number {
  let score = second[hidden] ?? 0;
  for (let h = 0; h < hidden; h += 1) {
    const row = h * (inputs + 1);
    let sum = first[row + inputs] ?? 0;
    for (let i = 0; i < inputs; i += 1) sum += (first[row + i] ?? 0) * (input[i] ?? 0);
    activations[h] = Math.tanh(sum);
    score += (second[h] ?? 0) * (activations[h] ?? 0);
  }
  return score;
}
