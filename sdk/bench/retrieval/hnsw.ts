import hnswlib from "hnswlib-node";
import type { Vectors } from "./mixture.ts";
import { dimension, vectorAt } from "./mixture.ts";

export interface HnswIndex {
  setEf(ef: number): void;
  search(query: readonly number[], k: number, filter?: (id: number) => boolean): number[];
}

/** An hnswlib-node index as people build it: M 16, efConstruction 200, inner product of unit vectors. */
export function buildHnsw(
  vectors: Vectors,
  chosen: readonly number[],
  progress?: (done: number) => void,
): HnswIndex {
  const index = new hnswlib.HierarchicalNSW("ip", dimension);
  index.initIndex(Math.max(1, chosen.length), 16, 200, 100);
  for (const [done, id] of chosen.entries()) {
    index.addPoint(Array.from(vectorAt(vectors, id)), id);
    if (done % 10_000 === 0) progress?.(done);
  }
  return {
    setEf: (ef) => index.setEf(ef),
    search: (query, k, filter) =>
      index.searchKnn(query as number[], Math.min(k, chosen.length), filter).neighbors,
  };
}

const efs = [16, 24, 32, 48, 64, 100, 150, 200, 300, 400, 600, 800];

/** Sets the smallest ef that reaches the recall on these questions; gives back what it is. */
export function tune(
  index: HnswIndex,
  questions: readonly (readonly number[])[],
  truths: readonly ReadonlySet<number>[],
  recall: number,
): number {
  const wanted = truths.reduce((sum, truth) => sum + truth.size, 0);
  for (const ef of efs) {
    index.setEf(ef);
    let found = 0;
    for (const [question, truth] of truths.entries()) {
      found += index.search(questions[question]!, truth.size).filter((id) => truth.has(id)).length;
    }
    if (found >= recall * wanted) return ef;
  }
  return efs.at(-1)!;
}
