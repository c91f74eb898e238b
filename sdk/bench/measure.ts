export interface Measurement {
  /** Milliseconds per call. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly mean: number;
  /** Calls per second, one after the other. */
  readonly perSecond: number;
}

export interface MeasureOptions {
  readonly calls: number;
  /** Calls that are not counted, so that compilers and caches have settled. */
  readonly warmup?: number;
}

/** Times `work` call by call. Shared machines are noisy: compare medians of one run, never two runs. */
export async function measure(
  work: (call: number) => unknown,
  { calls, warmup = Math.ceil(calls / 5) }: MeasureOptions,
): Promise<Measurement> {
  for (let call = 0; call < warmup; call++) await work(call);
  const times = new Float64Array(calls);
  for (let call = 0; call < calls; call++) {
    const start = performance.now();
    const result = work(warmup + call);
    if (result instanceof Promise) await result;
    times[call] = performance.now() - start;
  }
  times.sort();
  const mean = times.reduce((sum, time) => sum + time, 0) / calls;
  return {
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
    mean,
    perSecond: 1000 / mean,
  };
}

/**
 * The milliseconds that this thread has computed since, at the most: on a busy machine the clock counts the others' work
 * as well, and the process's own time counts its collector and compilers on other cores.
 */
export function startComputing(): () => number {
  const clock = performance.now();
  const used = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(used);
    return Math.min(performance.now() - clock, (user + system) / 1000);
  };
}

/** The median of several runs of a whole measurement. */
export function median(values: readonly number[]): number {
  return percentile(Float64Array.from(values).sort(), 0.5);
}

function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
