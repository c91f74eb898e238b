export interface Timing {
  readonly recall: number;
  readonly returned: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** Queries a second in one thread, from the mean. */
  readonly perSecond: number;
}

/** Answers the question of a number with ids, best first. */
export type Contestant = (question: number) => Promise<readonly number[]> | readonly number[];

/**
 * Times contestants on the same questions, in turns, several rounds, and keeps each question's best time: other
 * load on the machine slows some rounds of all of them, and is not what is measured.
 */
export async function compare<Name extends string>(
  contestants: Readonly<Record<Name, Contestant>>,
  truths: readonly ReadonlySet<number>[],
  rounds = 5,
): Promise<Record<Name, Timing>> {
  const names = Object.keys(contestants) as Name[];
  const best = new Map(names.map((name) => [name, truths.map(() => Number.POSITIVE_INFINITY)]));
  const hits = new Map(names.map((name) => [name, { found: 0, returned: 0 }]));
  for (let round = 0; round < rounds; round++) {
    for (const [question, truth] of truths.entries()) {
      for (const name of names) {
        const start = performance.now();
        const found = await contestants[name](question);
        const times = best.get(name)!;
        times[question] = Math.min(times[question]!, performance.now() - start);
        if (round > 0) continue;
        const count = hits.get(name)!;
        count.found += found.filter((id) => truth.has(id)).length;
        count.returned += found.length;
      }
    }
  }
  const wanted = truths.reduce((sum, truth) => sum + truth.size, 0);
  const timings = names.map((name) => {
    const { found, returned } = hits.get(name)!;
    return [
      name,
      { recall: found / wanted, returned: returned / truths.length, ...figures(best.get(name)!) },
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
