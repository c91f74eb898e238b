import { toUnitVector } from "../vector.ts";
import { codesRows, type Effort, exactRows, nearest } from "./effort.ts";
import type { Graph } from "./graphs.ts";
import type { Pause } from "./pause.ts";
import type { Plan } from "./plan.ts";
import { partsOf, rowVector } from "./quantise.ts";
import type { Rows } from "./rows.ts";
import { type RowSearch, searchRows } from "./search-rows.ts";
import { walkGraph } from "./walk-graph.ts";

/** The share of the true ten nearest that a search should find; `exact` compares everything in full. */
export type Recall = 0.97 | 0.99 | "exact";

/** Each about 1.2 times the one before. */
const candidateChoices = [
  ...[52, 62, 74, 89, 107, 128, 154, 185, 222, 266],
  ...[319, 383, 460, 552, 662, 795, 954, 1145, 1374, 1650],
] as const;
/** Each about 1.4 times the one before. */
const widthChoices = [12, 16, 24, 32, 48, 64, 90, 128, 180, 256, 360, 512, 720] as const;
/** Real questions may lie farther from documents than those that are measured: by how many choices more than they needed. */
const spareCandidates = 2;
const spareWidths = 1;
const samples = 24;

/**
 * The cheapest effort that finds the wanted share. Measured on the plan's own rows, never on others: what a
 * reader may not read must not change how the reader's rows are searched.
 */
export async function calibrate(rows: Rows, plan: Plan, recall: Recall, pause: Pause): Promise<Effort> {
  if (plan.rows <= exactRows || recall === "exact") return { type: "exact" };
  if (plan.rows <= codesRows) return { type: "codes" };
  const candidates = await choose(
    rows,
    plan,
    { recall, pause, choices: candidateChoices, spare: spareCandidates },
    (vector, choice) =>
      searchRows(rows, { plan, vector, k: nearest, effort: { type: "bits", candidates: choice }, pause }),
  );
  return candidates === undefined ? { type: "codes" } : { type: "bits", candidates };
}

/** How wide to walk a graph; undefined when no width finds the wanted share. */
export async function calibrateWidth(
  rows: Rows,
  graph: Omit<Graph, "width">,
  recall: Exclude<Recall, "exact">,
  pause: Pause,
): Promise<number | undefined> {
  const { first, count } = graph;
  const run = { runs: Uint32Array.of(first, first + count), rows: count };
  return choose(
    rows,
    run,
    { recall, pause, choices: widthChoices, spare: spareWidths },
    async (vector, width) => {
      await pause();
      return walkGraph(rows, { ...graph, width }, { vector, k: nearest });
    },
  );
}

interface Choice {
  readonly recall: Exclude<Recall, "exact">;
  readonly choices: readonly number[];
  readonly spare: number;
  readonly pause: Pause;
}

/** Some more than the first choice that finds the share; undefined when none does. */
async function choose(
  rows: Rows,
  plan: Plan,
  { recall, choices, spare, pause }: Choice,
  search: (vector: Float32Array, choice: number) => Promise<RowSearch>,
): Promise<number | undefined> {
  const exact = (vector: Float32Array) =>
    searchRows(rows, { plan, vector, k: nearest, effort: { type: "codes" }, pause });
  const questions: { vector: Float32Array; truth: ReadonlySet<number> }[] = [];
  for (const row of sampleRows(rows, plan)) {
    const vector = questionNear(rows, row, await exact(rowVector(rows.views, rows.layout, row)));
    questions.push({ vector, truth: new Set((await exact(vector)).best.map((hit) => hit.row)) });
  }
  const suffices = async (choice: number): Promise<boolean> => {
    let found = 0;
    for (const { vector, truth } of questions) {
      const { best } = await search(vector, choice);
      found += best.filter((hit) => truth.has(hit.row)).length;
    }
    return found >= recall * questions.length * nearest;
  };
  // A later choice never finds less: halving finds the first that suffices.
  let first = 0;
  for (let end = choices.length; first < end; ) {
    const middle = (first + end) >> 1;
    if (await suffices(choices[middle]!)) end = middle;
    else first = middle + 1;
  }
  return first === choices.length ? undefined : choices[Math.min(first + spare, choices.length - 1)];
}

/**
 * A question as far from the row as its neighbours are, in a direction that lies between such rows: a stored vector
 * itself would be too easy, since a graph leads from each to its neighbours at once.
 */
function questionNear({ views, layout }: Rows, row: number, { best }: RowSearch): Float32Array {
  const vector = rowVector(views, layout, row);
  const towards = rowVector(views, layout, best[Math.floor(best.length / 2)]!.row);
  const from = rowVector(views, layout, best.at(-1)!.row);
  return toUnitVector(Array.from(vector, (value, index) => value + towards[index]! - from[index]!));
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
