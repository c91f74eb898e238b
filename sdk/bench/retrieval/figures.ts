import type { Chart } from "../benchmark.ts";
import { type Ladder, type Rung, type Share, shares } from "./ladder.ts";
import { type Timing, timesAsFast } from "./timing.ts";

type Figures = Readonly<Record<string, number>>;

const contestants = [
  "oracle",
  "postFilter4",
  "postFilter10",
  "postFilter50",
  "filterCallback",
  "sqliteVec",
] as const satisfies readonly (keyof Rung)[];

/** All that was timed of one contestant. */
export function timingFigures(name: string, timing: Timing): Figures {
  return {
    [`${name}_recall`]: timing.recall,
    [`${name}_rows`]: timing.returned,
    [`${name}_per_second`]: timing.perSecond,
    [`${name}_p50_ms`]: timing.p50Ms,
    [`${name}_p95_ms`]: timing.p95Ms,
    [`${name}_p99_ms`]: timing.p99Ms,
  };
}

/** Ours on every rung of a ladder, and how many times as fast as the oracle. */
export function ourFigures(ladder: Ladder, suffix = ""): Figures {
  return mergeRungs(ladder, (share, rung) => ({
    ...timingFigures(`${nameOf(share)}${suffix}`, rung.ours),
    [`${nameOf(share)}${suffix}_rows_permitted`]: rung.permitted,
    [`${nameOf(share)}${suffix}_ratio_oracle`]: timesAsFast(rung.ours, rung.oracle),
  }));
}

/** The others on every rung. */
export function theirFigures(ladder: Ladder, suffix = ""): Figures {
  return mergeRungs(ladder, (share, rung) => ({
    [`${nameOf(share)}${suffix}_oracle_ef`]: rung.oracleEf,
    ...Object.assign(
      {},
      ...contestants.map((contestant) => {
        const timing = rung[contestant];
        return timing && timingFigures(`${nameOf(share)}${suffix}_${contestant}`, timing);
      }),
    ),
  }));
}

export function chartOf({ rungs }: Ladder): Chart {
  const rung = rungs.get(0.1)!;
  const bar = ({ recall, returned, perSecond }: Timing, name: string, ours = false) => ({
    label: `${name} (${recall.toFixed(2)}, ${returned.toFixed(1)} rows)`,
    value: perSecond,
    ours,
  });
  return {
    title: "A reader of 10 % of the documents: searches at recall 0.97 or what each can do",
    unit: "per second",
    bars: [
      bar(rung.ours, "Sallyport, permitted rows only", true),
      bar(rung.oracle, "HNSW built for this reader alone"),
      bar(rung.postFilter10, "HNSW of all, ×10, drop forbidden"),
      bar(rung.postFilter50, "HNSW of all, ×50, drop forbidden"),
      bar(rung.filterCallback, "HNSW of all, filter callback"),
      ...(rung.sqliteVec ? [bar(rung.sqliteVec, "sqlite-vec, label as metadata")] : []),
    ],
  };
}

function nameOf(share: Share): string {
  return `sel${share * 100}`;
}

function mergeRungs({ rungs }: Ladder, figuresOf: (share: Share, rung: Rung) => Figures): Figures {
  return Object.assign({}, ...shares.map((share) => figuresOf(share, rungs.get(share)!)));
}
