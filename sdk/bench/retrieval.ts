import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Benchmark, BenchmarkOptions, BenchmarkResult } from "./benchmark.ts";
import { chartOf, ourFigures, theirFigures, timingFigures } from "./retrieval/figures.ts";
import { measureLadder, type Prepared, prepareLadder } from "./retrieval/ladder.ts";
import { measureMany } from "./retrieval/million.ts";
import { measureNearDuplicates } from "./retrieval/near-duplicate.ts";
import { measureSecureSearch } from "./retrieval/secure-search.ts";
import { timesAsFast } from "./retrieval/timing.ts";
import { measureWorkload } from "./retrieval/workload.ts";

type Figures = Omit<BenchmarkResult, "name">;

/** The parts that run unless others are asked for; `million` takes minutes more. */
const usual = ["workload", "large", "small", "duplicates", "secure"];

/** Door 1: its index beside what can be done with hnswlib and sqlite-vec, and the secure search as a whole. */
export const run: Benchmark = async (options) => {
  const { quick, only = usual } = options;
  const folder = await mkdtemp(join(tmpdir(), "sallyport-bench-"));
  const isWanted = (part: string) => only.includes(part);
  try {
    // The largest graphs take minutes: other processes build them while this one builds the small ones.
    const prepared = isWanted("large")
      ? prepareLadder(quick ? 3000 : 200_000, quick ? 20 : 100, folder)
      : undefined;
    const quiet = Promise.all([prepared?.everything, prepared?.oneLabel]);
    const measured: Figures[] = [];
    if (isWanted("workload")) measured.push(await workload(options, quiet));
    if (prepared !== undefined) measured.push(await large(prepared, options));
    if (isWanted("small")) measured.push(await small(options, folder));
    if (isWanted("duplicates")) measured.push(await duplicates(options));
    if (isWanted("secure")) measured.push(await secure(options));
    if (isWanted("million")) measured.push(await million(options));
    return {
      ...Object.assign({}, ...measured),
      name: "retrieval",
      metrics: {
        ...Object.assign({}, ...measured.map(({ metrics }) => metrics)),
        forbidden_scored: measured.reduce((sum, { metrics }) => sum + (metrics.forbidden_scored ?? 0), 0),
      },
      baselines: Object.assign({}, ...measured.map(({ baselines }) => baselines)),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
};

async function workload({ quick, progress }: BenchmarkOptions, quiet: Promise<unknown>): Promise<Figures> {
  const figures = await measureWorkload(quick ? 6000 : 200_000, quick ? 8 : 40, progress, quiet);
  const { ours, oracle, tenantFilter } = figures;
  return {
    metrics: {
      ...timingFigures("workload_b", ours),
      workload_b_ratio_oracle: timesAsFast(ours, oracle),
      workload_b_ratio_tenant_filter: timesAsFast(ours, tenantFilter),
      workload_b_labels: figures.labels,
      workload_b_median_permitted: figures.medianPermitted,
      forbidden_scored: figures.forbidden,
    },
    baselines: {
      ...timingFigures("workload_b_oracle", oracle),
      ...timingFigures("workload_b_tenant_filter", tenantFilter),
    },
  };
}

async function large(prepared: Prepared, { progress }: BenchmarkOptions): Promise<Figures> {
  const ladder = await measureLadder(prepared, progress);
  const { oneLabel } = ladder;
  const everybody = ladder.rungs.get(1)!;
  return {
    metrics: {
      ...ourFigures(ladder),
      ...timingFigures("sel100_one_label", oneLabel.ours),
      ...timingFigures("sel100_one_label_graph", oneLabel.graph),
      sel100_ratio_raw_one_label: timesAsFast(oneLabel.ours, oneLabel.raw),
      // Two threads of ours beside one of hnswlib's, which has no more.
      sel100_ratio_raw_no_label: timesAsFast(everybody.oursTwoThreads, everybody.oracle),
      forbidden_scored: ladder.forbidden,
      bytes_per_vector: ladder.bytesPerVector,
      bytes_per_vector_on_disk: ladder.bytesPerVectorOnDisk,
      bytes_per_vector_with_graph: oneLabel.bytesPerVector,
      load_s: ladder.buildMs / 1000,
      graph_build_s: oneLabel.buildMs / 1000,
    },
    baselines: {
      ...theirFigures(ladder),
      ...timingFigures("sel100_one_label_raw", oneLabel.raw),
      hnsw_build_s: ladder.hnswBuildMs / 1000,
    },
    chart: chartOf(ladder),
  };
}

async function small({ quick, progress }: BenchmarkOptions, folder: string): Promise<Figures> {
  const prepared = prepareLadder(quick ? 2000 : 50_000, quick ? 20 : 100, folder);
  const ladder = await measureLadder(prepared, progress);
  return {
    metrics: { ...ourFigures(ladder, "_50k"), forbidden_scored: ladder.forbidden },
    baselines: theirFigures(ladder, "_50k"),
  };
}

async function duplicates({ quick, progress }: BenchmarkOptions): Promise<Figures> {
  progress("near-duplicates that the reader may not read");
  const { differenceUs, noiseUs } = await measureNearDuplicates(quick ? 2000 : 50_000, quick ? 10 : 50);
  return {
    metrics: { near_duplicate_difference_us: differenceUs, near_duplicate_noise_us: noiseUs },
    baselines: {},
  };
}

async function secure({ quick, progress }: BenchmarkOptions): Promise<Figures> {
  const figures = await measureSecureSearch(quick ? 4200 : 200_000, progress);
  return {
    metrics: {
      permitted_labels_cold_ms: figures.permittedLabelsColdMs,
      after_label_edit_ms: figures.afterLabelEditMs,
      secure_search_p50_ms: figures.searchP50Ms,
      secure_search_p99_ms: figures.searchP99Ms,
      event_loop_max_ms: figures.eventLoopMaxMs,
      update_ms: figures.updateMs,
      revocation_ms: figures.revocationMs,
      move_half_s: figures.moveMs / 1000,
      rebuild_200k_s: figures.rebuildMs / 1000,
      cold_start_s: figures.coldStartMs / 1000,
    },
    baselines: {},
  };
}

async function million({ quick, progress }: BenchmarkOptions): Promise<Figures> {
  const { ours, loadMs, bytesPerVector } = await measureMany(quick ? 10_000 : 1_000_000, progress);
  return {
    metrics: {
      ...timingFigures("million", ours),
      million_bytes_per_vector: bytesPerVector,
      million_load_s: loadMs / 1000,
    },
    baselines: {},
  };
}
