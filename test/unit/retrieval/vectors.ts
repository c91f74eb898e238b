import { toUnitVector } from "../../../sdk/src/retrieval/vector.ts";

/** The same vector for the same seed. */
export function vectorFrom(seed: number, dimension: number): Float32Array {
  const next = randomFrom(seed);
  return toUnitVector(Array.from({ length: dimension }, () => next() - 0.5));
}

/** Mulberry32: numbers from 0 to 1 that look random and are not. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
