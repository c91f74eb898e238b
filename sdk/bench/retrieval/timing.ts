export interface Timing {
  readonly recall: number;
  readonly returned: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** Queries a second in one thread, from the mean. */
  readonly perSecond: number;
  /** How long each round of all questions took. */
  readonly roundsMs: readonly number[];
}

/** Answers the question of a number with ids, best first. */
export type Contestant = (question: number) => Promise<readonly number[]> | readonly number[];

/**
 * Times contestants on the same questions, in several rounds: in each, every contestant answers all questions, one
 * contestant after the other, as if it ran alone. Of each question the best time is kept: other load on the machine
 * slows some rounds of all of them, and is not what is measured.
 */
export async function compare<Name extends string>(
  contestants: Readonly<Record<Name, Contestant>>,
  truths: readonly ReadonlySet<number>[],
  rounds = 7,
): Promise<Record<Name, Timing>> {
  const names = Object.keys(contestants) as Name[];
  const best = new Map(names.map((name) => [name, truths.map(() => Number.POSITIVE_INFINITY)]));
  const hits = new Map(names.map((name) => [name, { found: 0, returned: 0 }]));
  const roundsMs = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const times = best.get(name)!;
      const count = hits.get(name)!;
      let total = 0;
      for (const [question, truth] of truths.entries()) {
        const start = performance.now();
        const found = await contestants[name](question);
        const time = performance.now() - start;
        times[question] = Math.min(times[question]!, time);
        total += time;
        if (round > 0) continue;
        count.found += found.filter((id) => truth.has(id)).length;
        count.returned += found.length;
      }
      roundsMs.get(name)!.push(total);
    }
  }
  const wanted = truths.reduce((sum, truth) => sum + truth.size, 0);
  const timings = names.map((name) => {
    const { found, returned } = hits.get(name)!;
    return [
      name,
      {
        recall: found / wanted,
        returned: returned / truths.length,
        ...figures(best.get(name)!),
        roundsMs: roundsMs.get(name)!,
      },
    ];
  });
  return Object.fromEntries(timings);
}

function figures(times: readonly number[]) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  return {
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    perSecond: 1000 / (sorted.reduce((sum, time) => sum + time, 0) / sorted.length),
  };
}

/** How many times as fast as the other: the median of the rounds, so that no single moment decides. */
export function timesAsFast(ours: Timing, theirs: Timing): number {
  const ratios = ours.roundsMs.map((time, round) => theirs.roundsMs[round]! / time).sort((a, b) => a - b);
  return ratios[Math.floor(ratios.length / 2)]!;
}
