import { listCapacity } from "./layout.ts";

/**
 * How a plan's rows are compared. `exact` reads every float32 vector; `codes` every int8 code and the vectors of
 * the best; `bits` every row's signs, then ever finer forms of ever fewer rows, `candidates` of them as int8 when
 * {@link nearest} are wanted, and more in proportion.
 */
export type Effort =
  | { readonly type: "exact" }
  | { readonly type: "codes" }
  | { readonly type: "bits"; readonly candidates: number };

/** Up to here reading the vectors themselves is cheaper than being clever. */
export const exactRows = 256;
/** Up to here their int8 codes are; no signs are worth looking at first. */
export const codesRows = 384;

/** For how many of the nearest rows efforts are measured. */
export const nearest = 10;

/** How many rows go on to the float32 comparison: enough that int8's rounding loses none of the best. */
export function finalists(k: number): number {
  return k + Math.max(5, Math.ceil(k / 2));
}

/** How many rows go on to the int8 comparison: for fewer results than were measured, not in proportion but half as steeply. */
export function candidatesFor(candidates: number, k: number): number {
  const share = Math.max(k, (k + nearest) / 2) / nearest;
  return Math.min(listCapacity / 4, Math.max(Math.ceil(candidates * share), finalists(k)));
}

/** How many rows go on from their sign bits to the four-bit comparison. */
export function shortlist(candidates: number): number {
  return 3 * candidates;
}
