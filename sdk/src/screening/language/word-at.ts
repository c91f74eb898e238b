import type { Words } from "./words.ts";

/** Index of the first word that ends after `offset`. */
export function wordAt(words: Words, offset: number): number {
  let low = 0;
  let high = words.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words.ends[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
