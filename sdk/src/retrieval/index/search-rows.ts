import { candidatesFor, type Effort, finalists, shortlist } from "./effort.ts";
import { copyCapacity, listCapacity, listedAtOnce, runCapacity } from "./layout.ts";
import type { Pause } from "./pause.ts";
import { type Plan, type Slice, slicePlan } from "./plan.ts";
import type { Rows } from "./rows.ts";
import { oneThread, type ScanThreads } from "./scan-threads.ts";
import { type Listed, shortlistRows } from "./shortlist.ts";

export interface Scored {
  readonly row: number;
  readonly score: number;
}

export interface RowSearch {
  /** Best first, at most `k`; equal scores in the order in which the database numbered the chunks. */
  readonly best: readonly Scored[];
  /** How many rows were compared: the plan's count, or something is wrong. */
  readonly compared: number;
}

/** Reads the float32 vectors of rows that keep them on disk, in the given order; undefined when one is gone. */
export type ReadVectors = (chunks: readonly number[]) => Promise<readonly (Float32Array | undefined)[]>;

export interface RowQuery {
  readonly plan: Plan;
  /** Of unit length. */
  readonly vector: Float32Array;
  readonly k: number;
  readonly effort: Effort;
  /** Needed when vectors are not resident; without it their int8 codes have the last word. */
  readonly readVectors?: ReadVectors;
  readonly pause: Pause;
  /** Without them the calling thread does it all. */
  readonly threads?: ScanThreads;
}

/**
 * Finds the rows of the plan that are nearest to the query. Which ones does not depend on where rows lie in
 * memory, nor on any row outside the plan. One search at a time per memory: they share its scratch space.
 */
export async function searchRows(rows: Rows, query: RowQuery): Promise<RowSearch> {
  const { plan, effort } = query;
  if (plan.rows === 0) return { best: [], compared: 0 };
  rows.ask(query.vector);
  if (effort.type === "bits") {
    const found = await searchBits(rows, query, candidatesFor(effort.candidates, query.k));
    if (found !== undefined) return found;
  }
  return effort.type === "exact" && rows.layout.resident
    ? searchVectors(rows, query)
    : searchCodes(rows, query);
}

async function searchVectors(rows: Rows, query: RowQuery): Promise<RowSearch> {
  const { kernel, layout } = rows;
  const listed = await scan(rows, query, query.k, (at, count) =>
    kernel.scoreVectors(at, count, layout.query),
  );
  return ranked(rows, query.k, listed);
}

async function searchCodes(rows: Rows, query: RowQuery): Promise<RowSearch> {
  const { kernel, layout } = rows;
  const score = (at: number, count: number) => kernel.scoreCodes(at, count, layout.queryWords);
  return finish(rows, query, await scan(rows, query, finalists(query.k), score));
}

/** Undefined when too many rows are equally near: then their signs tell too little. */
async function searchBits(rows: Rows, query: RowQuery, candidates: number): Promise<RowSearch | undefined> {
  const { kernel, layout } = rows;
  const { plan, pause, threads = oneThread } = query;
  const listed = await shortlistRows(rows, { plan, wanted: shortlist(candidates), threads, pause });
  if (listed === undefined) return undefined;
  kernel.scoreBits(layout.list, listed.count, layout.queryPlanes);
  const near = kernel.keepBestBits(layout.list, listed.count, candidates, layout.heap);
  kernel.scoreCodes(layout.list, near, layout.queryWords);
  const count = kernel.keepBest(layout.list, near, finalists(query.k), layout.heap);
  return finish(rows, query, { count, compared: listed.compared });
}

/** Scores every row of the plan and keeps the `wanted` best, ties included. */
async function scan(
  rows: Rows,
  { plan, pause }: RowQuery,
  wanted: number,
  score: (list: number, count: number) => void,
): Promise<Listed> {
  const { kernel, layout } = rows;
  let count = 0;
  let compared = 0;
  for (const slice of slicePlan(plan, listedAtOnce, runCapacity)) {
    const at = layout.list + count * 8;
    const listed = kernel.listRows(layout.runs, writeRuns(rows, slice), at);
    score(at, listed);
    compared += listed;
    count = kernel.keepBest(layout.list, count + listed, wanted, layout.heap);
    // Thousands of rows that tie: from here on the chunks' order decides among them, as it would at the end.
    if (count > listCapacity - listedAtOnce) count = writeList(rows, readList(rows, count).slice(0, wanted));
    await pause();
  }
  return { count, compared };
}

/** Scores the finalists by their vectors. */
export async function finish(
  rows: Rows,
  { k, readVectors }: Pick<RowQuery, "k" | "readVectors">,
  listed: Listed,
): Promise<RowSearch> {
  const { kernel, layout } = rows;
  if (layout.resident) {
    kernel.scoreVectors(layout.list, listed.count, layout.query);
    return ranked(rows, k, listed);
  }
  if (readVectors === undefined) return ranked(rows, k, listed);
  const chunks = readList(rows, listed.count, false).map(({ row }) => rows.chunks[row]!);
  const vectors = await readVectors(chunks);
  for (let from = 0; from < listed.count; from += copyCapacity) {
    const copied = vectors.slice(from, from + copyCapacity);
    const at = layout.copies / 4;
    rows.views.floats.fill(0, at, at + copied.length * layout.padded);
    for (const [index, vector] of copied.entries())
      rows.views.floats.set(vector ?? [], at + index * layout.padded);
    kernel.scoreCopies(layout.list + from * 8, copied.length, layout.copies, layout.query);
  }
  return ranked(rows, k, listed);
}

function ranked(rows: Rows, k: number, { count, compared }: Listed): RowSearch {
  const { kernel, layout } = rows;
  const kept = kernel.keepBest(layout.list, count, k, layout.heap);
  return { best: readList(rows, kept).slice(0, k), compared };
}

function writeRuns({ views, layout }: Rows, { runs }: Slice): number {
  views.integers.set(runs, layout.runs / 4);
  return runs.length / 2;
}

/** The kernel's list; sorted by score, then by chunk. */
function readList({ views, layout, chunks }: Rows, count: number, sorted = true): Scored[] {
  const list: Scored[] = [];
  for (let index = 0; index < count; index++) {
    const at = layout.list / 4 + index * 2;
    list.push({ row: views.integers[at]!, score: views.floats[at + 1]! });
  }
  return sorted ? list.sort((a, b) => b.score - a.score || chunks[a.row]! - chunks[b.row]!) : list;
}

function writeList({ views, layout }: Rows, list: readonly Scored[]): number {
  for (const [index, { row, score }] of list.entries()) {
    const at = layout.list / 4 + index * 2;
    views.integers[at] = row;
    views.floats[at + 1] = score;
  }
  return list.length;
}
