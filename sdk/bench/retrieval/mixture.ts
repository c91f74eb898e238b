import { createGaussian, createRandom } from "./random.ts";

export const dimension = 384;
const latent = 64;
const topicCount = 1000;
const superTopicCount = 50;

export interface Vectors {
  readonly count: number;
  /** Row after row, each of length one. */
  readonly values: Float32Array;
  /** Each row's topic. */
  readonly topics: Int32Array;
}

/**
 * A mixture of Gaussians in 64 hidden dimensions, 1,000 topics in 50 groups, spread over 384 dimensions with noise:
 * harder for an HNSW index than sentence embeddings of documentation are (recall 0.91 at ef 100, 50,000 rows).
 */
export function createMixture(seed: number): (count: number) => Vectors {
  const random = createRandom(seed);
  const gaussian = createGaussian(random);
  const matrix = Float32Array.from({ length: latent * dimension }, () => gaussian() / Math.sqrt(dimension));
  const groups = Array.from({ length: superTopicCount }, () =>
    Array.from({ length: latent }, () => 0.5 * gaussian()),
  );
  const topics = Array.from({ length: topicCount }, () => {
    const group = groups[Math.floor(random() * superTopicCount)]!;
    return group.map((value) => value + 0.4 * gaussian());
  });
  const noise = 0.6 * Math.sqrt(latent / dimension);

  return (count) => {
    const values = new Float32Array(count * dimension);
    const chosen = new Int32Array(count);
    for (let row = 0; row < count; row++) {
      const topic = Math.floor(random() * topicCount);
      chosen[row] = topic;
      const vector = values.subarray(row * dimension, (row + 1) * dimension);
      for (const [index, center] of topics[topic]!.entries()) {
        const coordinate = center + gaussian();
        const offset = index * dimension;
        for (let at = 0; at < dimension; at++) vector[at]! += coordinate * matrix[offset + at]!;
      }
      let squares = 0;
      for (let at = 0; at < dimension; at++) {
        vector[at]! += noise * gaussian();
        squares += vector[at]! * vector[at]!;
      }
      const length = Math.sqrt(squares);
      for (let at = 0; at < dimension; at++) vector[at]! /= length;
    }
    return { count, values, topics: chosen };
  };
}

export function vectorAt({ values }: Vectors, row: number): Float32Array {
  return values.subarray(row * dimension, (row + 1) * dimension);
}
