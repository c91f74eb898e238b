import { groupDuplicates } from "./duplicates.ts";
import { checkCorpusEcho } from "./echo.ts";
import type { CorpusFinding, Passage } from "./passage.ts";

/** A source that is not trusted and fills more of the top than chance and merit explain. */
export function checkCorpusTakeover(ranked: readonly Passage[], { k = 5, most = 2 } = {}): CorpusFinding[] {
  const bySource = new Map<string, string[]>();
  for (const { id, source, trusted } of ranked.slice(0, k)) {
    if (!trusted) bySource.set(source, [...(bySource.get(source) ?? []), id]);
  }
  return [...bySource.values()]
    .filter((ids) => ids.length > most)
    .map((ids) => ({
      check: "takeover",
      message: "One untrusted source fills most of the result.",
      owasp: "LLM08",
      score: Math.min(0.9, 0.4 + ids.length / k / 2),
      passages: ids,
    }));
}

export interface RankingLimits {
  /** How many passages the reader gets. */
  readonly k: number;
  /** The most that one untrusted source may fill. */
  readonly perSource?: number;
  /** The most that all untrusted sources together may fill, as a share of `k`. */
  readonly untrustedShare?: number;
}

export interface GuardedRanking<T> {
  readonly kept: readonly T[];
  readonly findings: readonly CorpusFinding[];
}

/**
 * Takes the best `k` of a ranking so that poison cannot fill it: untrusted passages that echo the question go last,
 * of near-duplicates one stays, and untrusted sources are capped, one by one and together. Pass a few times `k`
 * candidates. Slots that the caps leave free stay free: fewer passages are better than poisoned ones.
 */
export function guardRanking<T extends Passage>(
  query: string,
  ranked: readonly T[],
  { k, perSource = 2, untrustedShare = 0.4 }: RankingLimits,
): GuardedRanking<T> {
  const echo = checkCorpusEcho(query, ranked);
  const echoing = new Set(echo.flatMap(({ passages }) => passages));
  const copies = new Set<string>();
  for (const group of groupDuplicates(ranked.filter(({ trusted }) => !trusted))) {
    for (const { id } of group.slice(1)) copies.add(id);
  }
  const mostUntrusted = Math.floor(k * untrustedShare);
  const bySource = new Map<string, number>();
  const kept: T[] = [];
  let untrusted = 0;
  for (const passage of ranked) {
    if (kept.length === k) break;
    if (!passage.trusted) {
      const taken = bySource.get(passage.source) ?? 0;
      if (
        echoing.has(passage.id) ||
        copies.has(passage.id) ||
        taken >= perSource ||
        untrusted >= mostUntrusted
      )
        continue;
      bySource.set(passage.source, taken + 1);
      untrusted += 1;
    }
    kept.push(passage);
  }
  return { kept, findings: [...echo, ...checkCorpusTakeover(ranked, { k })] };
}
