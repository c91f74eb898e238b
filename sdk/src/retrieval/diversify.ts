import type { Found } from "./planned-rows.ts";

/**
 * Maximal marginal relevance (Carbonell and Goldstein, 1998): picks again and again what fits the question best and
 * repeats least of what is already picked. `diversity` from 0, which only fits, to 1, which only differs.
 */
export function diversify(
  found: readonly Found[],
  vectors: readonly Float32Array[],
  question: Float32Array,
  k: number,
  diversity: number,
): readonly Found[] {
  const fits = vectors.map((vector) => dot(vector, question));
  const repeats = vectors.map(() => 0);
  const left = new Set(found.keys());
  const picked: Found[] = [];
  while (picked.length < k && left.size > 0) {
    const worth = (index: number) => (1 - diversity) * fits[index]! - diversity * repeats[index]!;
    const best = [...left].reduce((a, b) => (worth(b) > worth(a) ? b : a));
    left.delete(best);
    picked.push(found[best]!);
    for (const index of left)
      repeats[index] = Math.max(repeats[index]!, dot(vectors[index]!, vectors[best]!));
  }
  return picked;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
}
