import { diversify } from "./diversify.ts";
import { fuse } from "./fuse.ts";
import type { Found, PlannedRows } from "./planned-rows.ts";
import type { ParsedOptions } from "./search-options.ts";

/** How many chunks are looked at for each that is wanted, where more than nearness decides. */
const depthFactor = 4;
const leastDepth = 50;

/** How many chunks to look at where the best `k` may still change places. */
export const depthOf = (k: number): number => Math.min(1000, Math.max(leastDepth, depthFactor * k));

/** The `wanted` chunks that a search is about to read: the nearest, by meaning or also by words, without repetition. */
export async function chooseChunks(
  rows: PlannedRows,
  vector: Float32Array,
  query: string,
  { k, mode, minScore, diversity }: ParsedOptions,
  wanted: number,
): Promise<readonly Found[]> {
  const depth = depthOf(k);
  const isSimple = mode === "vector" && diversity === 0;
  const nearest = await rows.nearest(vector, isSimple ? wanted : depth);
  const close = minScore === undefined ? nearest : nearest.filter(({ score }) => score >= minScore);
  const ranked = mode === "vector" ? close : fuse(close, await rows.matching(query, depth));
  if (diversity === 0) return ranked.slice(0, wanted);
  const shortlist = ranked.slice(0, depth);
  return diversify(shortlist, await rows.vectorsOf(shortlist), vector, wanted, diversity);
}
