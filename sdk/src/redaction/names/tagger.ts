import { featuresOf, isCandidate, listSigns, type Word } from "./features.ts";

export const tags = ["O", "PERSON", "LOCATION", "ORGANIZATION"] as const;
export type Tag = (typeof tags)[number];

/** Weights of a multinomial logistic model: one row of four for each hashed feature. */
export interface NameModel {
  readonly weights: Int8Array | Float32Array;
  /** What one unit of a weight is worth. */
  readonly scale: number;
}

export interface Tagged {
  readonly tag: number;
  /** The model's probability that the word is part of some name, and of this kind. */
  readonly probability: number;
}

const none: Tagged = { tag: 0, probability: 1 };

/** Tags words from left to right, each knowing the tag before it. */
export function tagWords(words: readonly Word[], model: NameModel): readonly Tagged[] {
  const tagged: Tagged[] = [];
  for (let index = 0; index < words.length; index++) {
    const previous = tagBefore(words, index, (at) => tagged[at]?.tag ?? 0);
    tagged.push(isCandidate(words[index] as Word) ? tagWord(words, index, previous, model) : none);
  }
  return tagged;
}

/** The tag of the word before, or, across a sign of a list, of the one before that. */
export function tagBefore(words: readonly Word[], index: number, tagAt: (index: number) => number): number {
  if (!listSigns.has(words[index - 1]?.lower ?? "")) return tagAt(index - 1);
  return tags.length + tagAt(index - 2);
}

function tagWord(words: readonly Word[], index: number, previous: number, model: NameModel): Tagged {
  const probabilities = predict(
    featuresOf(words, index, previous, model.weights.length / tags.length),
    model,
  );
  let tag = 0;
  for (let candidate = 1; candidate < tags.length; candidate++)
    if ((probabilities[candidate] as number) > (probabilities[tag] as number)) tag = candidate;
  return { tag, probability: probabilities[tag] as number };
}

export function predict(features: readonly number[], { weights, scale }: NameModel): readonly number[] {
  let [none, person, location, organisation] = [0, 0, 0, 0];
  for (const feature of features) {
    const row = feature * tags.length;
    none += weights[row] as number;
    person += weights[row + 1] as number;
    location += weights[row + 2] as number;
    organisation += weights[row + 3] as number;
  }
  const sums = [none, person, location, organisation];
  const highest = Math.max(none, person, location, organisation);
  const powers = sums.map((sum) => Math.exp((sum - highest) * scale));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
