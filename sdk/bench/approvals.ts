import { clickAtOnce } from "./approvals/clicks.ts";
import { postHostileTexts } from "./approvals/hostile.ts";
import { countUnboundExecutions } from "./approvals/human-in-the-loop.ts";
import { killAtEveryStep } from "./approvals/kills.ts";
import { restartWithPending } from "./approvals/restart.ts";
import type { Benchmark } from "./benchmark.ts";

/** People in the loop: under a rush of clicks, through restarts and kills, and under hostile text. */
export const run: Benchmark = async ({ quick, progress }) => {
  const rush = quick ? { replicas: 1, requests: 4 } : { replicas: 2, requests: 20 };
  progress("clicks at once over HTTP");
  const http = await clickAtOnce({ transport: "http", ...rush });
  progress("clicks at once over Socket Mode");
  const socket = quick ? undefined : await clickAtOnce({ transport: "socket", ...rush });
  const rushes = [http, ...(socket === undefined ? [] : [socket])];
  const sum = (of: (each: typeof http) => number) => rushes.reduce((total, each) => total + of(each), 0);

  progress("a restart with requests pending");
  const restart = await restartWithPending(quick ? 50 : 1000);
  progress("kill -9 at every step");
  const kills = await killAtEveryStep(
    quick
      ? { approvals: 12, randomKills: 0, steps: 2, progress }
      : { approvals: 1000, randomKills: 12, progress },
  );
  progress("hostile texts");
  const hostile = await postHostileTexts(quick ? 40 : Number.POSITIVE_INFINITY);
  progress("the same rush on LangChain's own middleware");
  const unbound = await countUnboundExecutions(rush.requests);

  return {
    name: "approvals",
    metrics: {
      clicks: sum(({ clicks }) => clicks),
      click_ack_p99_ms: Math.max(...rushes.map(({ acknowledgements }) => percentile99(acknowledgements))),
      clicks_unacknowledged: sum(({ unacknowledged }) => unacknowledged),
      clicks_without_answer: sum(({ silent }) => silent),
      misdecided_requests: sum(({ misdecided }) => misdecided),
      double_executions: sum(({ doubleExecutions }) => doubleExecutions),
      [`restart_${quick ? 50 : 1000}_pending_s`]: restart.seconds,
      lost_requests: restart.lost + kills.lost,
      kill9_approvals: kills.approvals,
      kill9_kills: kills.kills,
      kill9_steps: kills.steps.length,
      kill9_double_effects: kills.doubleEffects,
      kill9_parked: kills.parked,
      kill9_hidden_effects: kills.hidden,
      hostile_texts: hostile.texts,
      live_mentions: hostile.live,
    },
    baselines: {
      langchain_hitl_double_executions: unbound,
      kill9_double_effects_if_retried: kills.parkedAfterEffect,
    },
  };
};

function percentile99(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
}
