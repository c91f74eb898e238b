import type { ScanTask } from "./helper.ts";
import { listCapacity, runCapacity } from "./layout.ts";
import type { Pause } from "./pause.ts";
import { type Plan, type Slice, slicePlan } from "./plan.ts";
import type { Rows } from "./rows.ts";
import { oneThread, type ScanThreads } from "./scan-threads.ts";

/** Below this, waking another thread takes longer than it saves. */
const threadedRows = 65_536;
/** How many rows a thread compares before the event loop may turn. */
const comparedAtOnce = 262_144;

/** What is left in the kernel's list, after how many comparisons. */
export interface Listed {
  readonly count: number;
  readonly compared: number;
}

export interface ShortlistOptions {
  readonly plan: Plan;
  readonly wanted: number;
  readonly threads: ScanThreads;
  readonly pause: Pause;
}

/**
 * Lists the rows whose sign bits are nearest to the query's by Hamming distance: as many as wanted, and all that
 * tie with the last of them; all rows when they are no more than wanted. Undefined when more tie than the list
 * holds: then their signs tell too little.
 */
export async function shortlistRows(rows: Rows, options: ShortlistOptions): Promise<Listed | undefined> {
  const { plan, wanted } = options;
  if (plan.rows <= wanted) return listAll(rows, plan);
  if (plan.rows < threadedRows && plan.runs.length <= runCapacity * 2) return shortlistAtOnce(rows, options);
  const { layout } = rows;
  const threads = plan.rows < threadedRows ? oneThread : options.threads;
  const shares = [...slicePlan(plan, Math.ceil(plan.rows / threads.parts), Number.POSITIVE_INFINITY)];
  const histograms = shares.map((_, part) => layout.histograms + part * layout.histogramBytes);
  for (const at of histograms) rows.views.bytes.fill(0, at, at + layout.histogramBytes);
  const scan = { ...options, threads, shares };

  let compared = 0;
  await scanShares(rows, scan, {
    task: (part, runs, count) => ({
      call: "compareBits",
      parameters: [runs, count, layout.queryBits, histograms[part]!],
    }),
    take: (_, rowsCompared) => {
      compared += rowsCompared;
    },
  });

  const counts = histograms.map((at) => rows.views.integers.slice(at / 4, at / 4 + layout.padded + 1));
  const { distance, near } = nearest(counts, wanted);
  if (near.reduce((sum, some) => sum + some, 0) > listCapacity) return undefined;

  // Each thread lists into its own place: how many rows it will list there is known by now.
  const lists = near.map(
    (_, part) => layout.list + near.slice(0, part).reduce((sum, some) => sum + some, 0) * 8,
  );
  let count = 0;
  await scanShares(rows, scan, {
    task: (part, runs, runCount) => ({
      call: "listNear",
      parameters: [runs, runCount, distance, lists[part]!],
    }),
    take: (part, listed) => {
      lists[part]! += listed * 8;
      count += listed;
    },
  });
  return { count, compared };
}

/** Most readers' rows fit into one call each: for them cutting and waiting would take longer than comparing. */
function shortlistAtOnce(rows: Rows, { plan, wanted }: ShortlistOptions): Listed | undefined {
  const { kernel, layout, views } = rows;
  const { runs, histograms, list, padded, queryBits } = layout;
  const counts = views.integers.subarray(histograms / 4, histograms / 4 + padded + 1);
  counts.fill(0);
  views.integers.set(plan.runs, runs / 4);
  const compared = kernel.compareBits(runs, plan.runs.length / 2, queryBits, histograms);
  const { distance, near } = nearest([counts], wanted);
  if (near[0]! > listCapacity) return undefined;
  return { count: kernel.listNear(runs, plan.runs.length / 2, distance, list), compared };
}

function listAll(rows: Rows, plan: Plan): Listed {
  const { kernel, layout } = rows;
  let count = 0;
  for (const slice of slicePlan(plan, plan.rows, runCapacity)) {
    rows.views.integers.set(slice.runs, layout.runs / 4);
    count += kernel.listRows(layout.runs, slice.runs.length / 2, layout.list + count * 8);
  }
  return { count, compared: count };
}

interface ScanStep {
  task(part: number, runs: number, runCount: number): ScanTask;
  take(part: number, result: number): void;
}

/** Goes through all shares, one slice of each at a time and each share by a thread of its own. */
async function scanShares(
  { kernel, layout, memory, views }: Rows,
  { threads, shares, pause }: ShortlistOptions & { readonly shares: readonly Slice[] },
  { task, take }: ScanStep,
): Promise<void> {
  const runsEach = Math.floor(runCapacity / shares.length);
  const here = ({ call, parameters }: ScanTask) =>
    (kernel[call] as (...parameters: number[]) => number)(...parameters);
  const slices = shares.map((share) => slicePlan(share, comparedAtOnce, runsEach));
  for (;;) {
    const tasks: ScanTask[] = [];
    const parts: number[] = [];
    for (const [part, share] of slices.entries()) {
      const slice = share.next().value as Slice | undefined;
      if (slice === undefined) continue;
      const at = layout.runs + part * runsEach * 8;
      views.integers.set(slice.runs, at / 4);
      tasks.push(task(part, at, slice.runs.length / 2));
      parts.push(part);
    }
    if (tasks.length === 0) return;
    const results = await threads.run(memory, layout, tasks, here);
    for (const [index, result] of results.entries()) take(parts[index]!, result);
    await pause();
  }
}

/** The smallest distance within which at least `wanted` rows lie, and how many of them each histogram has. */
function nearest(
  histograms: readonly Uint32Array[],
  wanted: number,
): { readonly distance: number; readonly near: readonly number[] } {
  const near = histograms.map(() => 0);
  const last = histograms[0]!.length - 1;
  let sum = 0;
  let distance = -1;
  while (sum < wanted && distance < last) {
    distance++;
    for (let part = 0; part < near.length; part++) {
      const count = histograms[part]![distance]!;
      near[part]! += count;
      sum += count;
    }
  }
  return { distance, near };
}
