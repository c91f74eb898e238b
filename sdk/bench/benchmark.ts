/** What a benchmark gives back; `metrics` are ours, `baselines` what a user could pick instead, from the same run. */
export interface BenchmarkResult {
  readonly name: string;
  readonly metrics: Readonly<Record<string, number>>;
  readonly baselines: Readonly<Record<string, number>>;
  /** Bars for the chart: what is compared, in one unit. */
  readonly chart?: Chart;
}

export interface Chart {
  readonly title: string;
  readonly unit: string;
  readonly bars: readonly { readonly label: string; readonly value: number; readonly ours: boolean }[];
}

export interface BenchmarkOptions {
  /** Small sizes and few repeats: a smoke test, not a measurement. */
  readonly quick: boolean;
  /** Parts to run, by name; all that are not too long for every day when absent. */
  readonly only?: readonly string[];
  /** One line on what happens now, for a person who waits. */
  readonly progress: (message: string) => void;
}

export type Benchmark = (options: BenchmarkOptions) => Promise<BenchmarkResult>;
