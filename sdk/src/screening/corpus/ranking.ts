import { groupDuplicates } from "./duplicates.ts";
import { checkCorpusEcho } from "./echo.ts";
import type { CorpusFinding, Passage } from "./passage.ts";

export interface RankingLimits {
  /** How many passages the reader gets. */
  readonly k: number;
  /** The most that one untrusted source may fill; a fifth of `k` and at least two when absent. */
  readonly perSource?: number;
  /** The most that all untrusted sources together may fill, as a share of `k`; 0.4 when absent. */
  readonly untrustedShare?: number;
}

export interface GuardedRanking<T> {
  readonly kept: readonly T[];
  /** Why passages were put last or left out. */
  readonly findings: readonly CorpusFinding[];
}

/**
 * Takes the best `k` of a ranking so that poison cannot fill it: untrusted passages that echo the question come last,
 * of their near-duplicates one stays, and untrusted sources are capped, one by one and together. Pass a few times `k`
 * candidates. The caps protect trusted passages: where there is none among the candidates, they do not apply.
 */
export function guardRanking<T extends Passage>(
  query: string,
  ranked: readonly T[],
  { k, perSource = Math.max(2, Math.ceil(k / 5)), untrustedShare = 0.4 }: RankingLimits,
): GuardedRanking<T> {
  const untrusted = ranked.filter(({ trusted }) => !trusted);
  const echo = checkCorpusEcho(query, untrusted);
  const echoing = new Set(echo.flatMap(({ passages }) => passages));
  const copies = copiesAmong(untrusted);
  const isCapped = untrusted.length < ranked.length;
  const most = isCapped ? Math.max(1, Math.floor(k * untrustedShare)) : k;
  const mostOfOne = isCapped ? perSource : k;
  const bySource = new Map<string, number>();
  const kept: T[] = [];
  const crowding: string[] = [];
  let taken = 0;
  const echoesLast = [
    ...ranked.filter(({ id }) => !echoing.has(id)),
    ...ranked.filter(({ id }) => echoing.has(id)),
  ];
  for (const passage of echoesLast) {
    if (kept.length === k) break;
    if (!passage.trusted) {
      if (copies.has(passage.id)) continue;
      const ofSource = bySource.get(passage.source) ?? 0;
      if (ofSource >= mostOfOne || taken >= most) {
        crowding.push(passage.id);
        continue;
      }
      bySource.set(passage.source, ofSource + 1);
      taken += 1;
    }
    kept.push(passage);
  }
  return { kept, findings: [...echo, ...findingsOf(copies, crowding)] };
}

/** Within one result much the same is the same. */
const similarInResult = 0.6;

function copiesAmong(untrusted: readonly Passage[]): Set<string> {
  return new Set(
    groupDuplicates(untrusted, similarInResult).flatMap(([, ...copies]) => copies.map(({ id }) => id)),
  );
}

function findingsOf(copies: ReadonlySet<string>, crowding: readonly string[]): CorpusFinding[] {
  const findings: CorpusFinding[] = [
    {
      check: "duplicates",
      message: "An untrusted passage says nearly the same as another.",
      owasp: "LLM04",
      score: 0.5,
      passages: [...copies],
    },
    {
      check: "takeover",
      message: "Untrusted sources would fill more of the result than they may.",
      owasp: "LLM08",
      score: 0.5,
      passages: crowding,
    },
  ];
  return findings.filter(({ passages }) => passages.length > 0);
}
