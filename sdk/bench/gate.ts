import type { Benchmark } from "./benchmark.ts";
import { measureOverhead } from "./gate/overhead.ts";
import { measureProvenance } from "./gate/provenance.ts";
import { playSuite } from "./gate/suite.ts";

/** Door 2: what it costs, and what a model that obeys every injection can do through it. */
export const run: Benchmark = async ({ quick, progress }) => {
  progress("overhead of an allowed call");
  const overhead = await measureOverhead(quick ? 250 : 1000);
  progress("provenance of 50 arguments in 1 MB");
  const provenance = await measureProvenance(quick ? 20 : 200);
  const suite = await playSuite({ quick, progress });
  return {
    name: "gate",
    metrics: {
      gate_p50_ms: overhead.p50,
      gate_p99_ms: overhead.p99,
      gate_growth_1000_calls: overhead.growth,
      provenance_50_args_1mb_ms: provenance.p50,
      attack_cases: suite.cases,
      unauthorised_effects: suite.unauthorisedEffects,
      unauthorised_low_impact_writes: suite.unauthorisedWrites,
      unguarded_effects: suite.unguardedEffects,
      benign_completed_pct: suite.benignCompletedPercent,
      approvals_per_100: suite.approvalsPer100Calls,
      attacked_utility_pct: suite.attackedUtilityPercent,
    },
    baselines: {
      unguarded_p50_ms: overhead.unguardedP50,
      provenance_by_includes_p50_ms: provenance.includesP50,
    },
    chart: {
      title: `What a model that obeys every injection does in ${suite.cases} attacks`,
      unit: "effects",
      bars: [
        { label: "without a gate", value: suite.unguardedEffects, ours: false },
        { label: "through the gate, high impact", value: suite.unauthorisedEffects, ours: true },
        { label: "through the gate, low impact", value: suite.unauthorisedWrites, ours: true },
      ],
    },
  };
};
