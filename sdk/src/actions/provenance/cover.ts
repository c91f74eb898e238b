import type { NormalText } from "./normalise.ts";
import type { Holder, TierIndex } from "./tier-index.ts";

/** A run of a value's words, and who holds it; nobody, when the model made it up. */
export interface Part {
  /** In kept characters. */
  readonly length: number;
  readonly holders: readonly Holder[];
}

/** Words beyond this count as made up. */
const mostParts = 500;

/**
 * Takes a value that no source holds whole apart into the longest runs of words that some source holds. Finds
 * what was put together from several sources, and near copies: their changed words are runs of their own.
 */
export function cover(tiers: readonly TierIndex[], value: NormalText): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  while (from < value.compact.length && parts.length < mostParts) {
    const start = from;
    const [longest] = tiers
      .map((tier) => tier.longestRun(value, start))
      .sort((one, other) => other.length - one.length);
    const part = longest?.length ? longest : { length: endOfWord(value, from) - from, holders: [] };
    parts.push(part);
    from += part.length;
  }
  if (from < value.compact.length) parts.push({ length: value.compact.length - from, holders: [] });
  return parts;
}

function endOfWord(value: NormalText, from: number): number {
  let end = from + 1;
  while (end < value.compact.length && value.gaps[end] === 0) end++;
  return end;
}
