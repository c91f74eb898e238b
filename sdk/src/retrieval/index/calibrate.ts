import { toUnitVector } from "../vector.ts";
import { codesRows, type Effort, exactRows, nearest } from "./effort.ts";
import type { Plan } from "./plan.ts";
import { partsOf } from "./quantise.ts";
import type { Rows } from "./rows.ts";
import { type Pause, type RowSearch, searchRows } from "./search-rows.ts";

/** The share of the true ten nearest that a search should find; `exact` compares everything in full. */
export type Recall = 0.97 | 0.99 | "exact";

/** Each about 1.4 times the one before. */
const choices = [50, 70, 100, 140, 200, 280, 400, 560, 800, 1120, 1600] as const;
const samples = 32;

/**
 * The cheapest effort that finds the wanted share. Measured on the plan's own rows, never on others: what a
 * reader may not read must not change how the reader's rows are searched.
 */
export async function calibrate(rows: Rows, plan: Plan, recall: Recall, pause: Pause): Promise<Effort> {
  if (plan.rows <= exactRows || recall === "exact") return { type: "exact" };
  if (plan.rows <= codesRows) return { type: "codes" };
  const queries = sampleRows(rows, plan).map((row) => ({ row, vector: vectorOf(rows, row) }));
  const search = (vector: Float32Array, effort: Effort) => {
    return searchRows(rows, { plan, vector, k: nearest + 1, effort, pause });
  };
  const truths = new Map<number, ReadonlySet<number>>();
  for (const { row, vector } of queries)
    truths.set(row, neighbours(row, await search(vector, { type: "codes" })));
  const suffices = async (candidates: number): Promise<boolean> => {
    let found = 0;
    for (const { row, vector } of queries) {
      const near = neighbours(row, await search(vector, { type: "bits", candidates }));
      found += [...near].filter((one) => truths.get(row)?.has(one)).length;
    }
    return found >= recall * queries.length * nearest;
  };
  // More candidates never find less: halving finds the first choice that suffices.
  let first = 0;
  for (let end: number = choices.length; first < end; ) {
    const middle = (first + end) >> 1;
    if (await suffices(choices[middle]!)) end = middle;
    else first = middle + 1;
  }
  const enough = choices[first];
  if (enough === undefined) return { type: "codes" };
  // Questions lie farther from documents than documents from each other: one step more than these needed.
  return { type: "bits", candidates: choices[first + 1] ?? enough };
}

function neighbours(row: number, { best }: RowSearch): Set<number> {
  return new Set(
    best
      .filter((hit) => hit.row !== row)
      .map((hit) => hit.row)
      .slice(0, nearest),
  );
}

/** Rows chosen by what they hold, not by where they lie: the same ones wherever the plan's rows are. */
function sampleRows(rows: Rows, { runs }: Plan): number[] {
  const chosen: { row: number; rank: number }[] = [];
  for (let index = 0; index < runs.length; index += 2) {
    for (let row = runs[index]!; row < runs[index + 1]!; row++) {
      const rank = rankOf(rows, row);
      if (chosen.length === samples && rank >= chosen[samples - 1]!.rank) continue;
      const place = chosen.findIndex((other) => other.rank > rank);
      chosen.splice(place === -1 ? chosen.length : place, 0, { row, rank });
      if (chosen.length > samples) chosen.pop();
    }
  }
  return chosen.map(({ row }) => row);
}

function rankOf({ views, layout }: Rows, row: number): number {
  const { codes } = partsOf(layout, row);
  const first = views.integers[codes.at / 4]!;
  const second = views.integers[codes.at / 4 + 1]!;
  const mixed =
    Math.imul(first ^ (second >>> 15), 0x9e3779b1) ^ Math.imul(second ^ (first >>> 13), 0x85ebca6b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The row's vector as its codes tell it. */
function vectorOf({ views, layout }: Rows, row: number): Float32Array {
  const { codes } = partsOf(layout, row);
  return toUnitVector([...views.codes.subarray(codes.at, codes.at + layout.dimension)]);
}
