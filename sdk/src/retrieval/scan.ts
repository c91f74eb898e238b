import type { Segment } from "./segment.ts";

/** The rows that one search may read. There is no other way to have vectors scored. */
export interface Plan {
  /** Disjoint `[start, end)`, each of one permitted label. */
  readonly runs: readonly (readonly [start: number, end: number])[];
  /** How many rows that is. */
  readonly rows: number;
}

export interface Scored {
  readonly row: number;
  readonly score: number;
}

export interface ScanResult {
  /** The best `k` and everything that ties with the last of them, in no promised order. */
  readonly best: readonly Scored[];
  /** How many rows were compared; anything but the plan's count is a fault. */
  readonly scored: number;
}

/** Compares the query with every row of the plan, exactly. */
export function scan(segment: Segment, plan: Plan, query: Float32Array, k: number): ScanResult {
  const { vectors, dimension } = segment;
  const hits: Scored[] = [];
  let scored = 0;
  for (const [start, end] of plan.runs) {
    for (let row = start; row < end; row++) {
      const offset = row * dimension;
      let score = 0;
      for (let index = 0; index < dimension; index++) score += vectors[offset + index]! * query[index]!;
      hits.push({ row, score });
      scored++;
    }
  }
  hits.sort((a, b) => b.score - a.score);
  const last = hits[Math.min(k, hits.length) - 1]?.score ?? 0;
  return { best: hits.filter((hit) => hit.score >= last), scored };
}
