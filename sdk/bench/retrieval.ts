import type { Benchmark } from "./benchmark.ts";
import { type Ladder, measureLadder, type Share, shares } from "./retrieval/ladder.ts";
import { measureNearDuplicates } from "./retrieval/near-duplicate.ts";
import { measureSecureSearch } from "./retrieval/secure-search.ts";
import { measureWorkload } from "./retrieval/workload.ts";

/** Door 1: its index beside what can be done with hnswlib and sqlite-vec, and the secure search as a whole. */
export const run: Benchmark = async ({ quick, progress }) => {
  const workload = await measureWorkload(quick ? 6000 : 200_000, quick ? 8 : 40, progress);
  const small = await measureLadder(quick ? 2000 : 50_000, quick ? 20 : 100, progress);
  const large = await measureLadder(quick ? 4000 : 200_000, quick ? 20 : 100, progress);
  progress("near-duplicates that the reader may not read");
  const duplicates = await measureNearDuplicates(quick ? 2000 : 50_000, quick ? 10 : 50);
  const secure = await measureSecureSearch(quick ? 3000 : 200_000, progress);
  const ratio = (ladder: Ladder, share: Share) => {
    const { ours, oracle } = ladder.rungs.get(share)!;
    return ours.perSecond / oracle.perSecond;
  };
  return {
    name: "retrieval",
    metrics: {
      workload_b_recall: workload.ours.recall,
      workload_b_per_second: workload.ours.perSecond,
      workload_b_p50_ms: workload.ours.p50Ms,
      workload_b_p99_ms: workload.ours.p99Ms,
      workload_b_ratio_oracle: workload.ours.perSecond / workload.oracle.perSecond,
      workload_b_ratio_tenant_filter: workload.ours.perSecond / workload.tenantFilter.perSecond,
      sel30_ratio_oracle: ratio(large, 0.3),
      sel10_ratio_oracle: ratio(large, 0.1),
      sel1_ratio_oracle: ratio(large, 0.01),
      sel30_50k_ratio_oracle: ratio(small, 0.3),
      sel10_50k_ratio_oracle: ratio(small, 0.1),
      sel100_ratio_raw: ratio(large, 1),
      sel100_50k_ratio_raw: ratio(small, 1),
      sel100_ratio_raw_no_label: twoThreadsRatio(large),
      forbidden_scored: workload.forbidden + small.forbidden + large.forbidden,
      bytes_per_vector: large.bytesPerVector,
      bytes_per_vector_on_disk: large.bytesPerVectorOnDisk,
      permitted_labels_cold_ms: secure.permittedLabelsColdMs,
      after_label_edit_ms: secure.afterLabelEditMs,
      secure_search_p50_ms: secure.searchP50Ms,
      secure_search_p99_ms: secure.searchP99Ms,
      event_loop_max_ms: secure.eventLoopMaxMs,
      near_duplicate_difference_us: duplicates.differenceUs,
      near_duplicate_noise_us: duplicates.noiseUs,
      revocation_ms: secure.revocationMs,
      move_half_s: secure.moveMs / 1000,
      rebuild_200k_s: secure.rebuildMs / 1000,
      ...rungFigures(large, "ours"),
    },
    baselines: {
      workload_b_oracle_per_second: workload.oracle.perSecond,
      workload_b_oracle_recall: workload.oracle.recall,
      workload_b_tenant_filter_per_second: workload.tenantFilter.perSecond,
      workload_b_tenant_filter_recall: workload.tenantFilter.recall,
      hnsw_build_s: large.hnswBuildMs / 1000,
      ...rungFigures(large, "oracle"),
      ...rungFigures(large, "postFilter10"),
      ...rungFigures(large, "postFilter50"),
      ...rungFigures(large, "filterCallback"),
      ...rungFigures(large, "sqliteVec"),
    },
    chart: {
      title: "A reader of 10 % of the documents: searches at recall 0.97 or what each can do",
      unit: "per second",
      bars: [
        bar(large, "ours", "Sallyport, permitted rows only", true),
        bar(large, "oracle", "HNSW built for this reader alone"),
        bar(large, "postFilter10", "HNSW of all, ×10, drop forbidden"),
        bar(large, "postFilter50", "HNSW of all, ×50, drop forbidden"),
        bar(large, "filterCallback", "HNSW of all, filter callback"),
        ...(large.rungs.get(0.1)!.sqliteVec
          ? [bar(large, "sqliteVec", "sqlite-vec, label as metadata")]
          : []),
      ],
    },
  };
};

/** A reader of everything, with two threads, beside raw hnswlib in one. */
function twoThreadsRatio({ rungs }: Ladder): number {
  const { oursTwoThreads, oracle } = rungs.get(1)!;
  return oursTwoThreads.perSecond / oracle.perSecond;
}

type Contestant =
  | "ours"
  | "oracle"
  | "postFilter4"
  | "postFilter10"
  | "postFilter50"
  | "filterCallback"
  | "sqliteVec";

/** Recall and speed of one contestant on every rung. */
function rungFigures({ rungs }: Ladder, contestant: Contestant): Record<string, number> {
  const figures: Record<string, number> = {};
  for (const share of shares) {
    const timing = rungs.get(share)?.[contestant];
    if (timing === undefined) continue;
    const name = `sel${share * 100}_${contestant}`;
    figures[`${name}_recall`] = timing.recall;
    figures[`${name}_per_second`] = timing.perSecond;
  }
  return figures;
}

function bar({ rungs }: Ladder, contestant: Contestant, name: string, ours = false) {
  const { recall, returned, perSecond } = rungs.get(0.1)![contestant]!;
  return { label: `${name} (${recall.toFixed(2)}, ${returned.toFixed(1)} rows)`, value: perSecond, ours };
}
