import type { LabelTable } from "../label-table.ts";
import type { Turns } from "../turns.ts";
import { buildLinks } from "./build-links.ts";
import { calibrateWidth, type Recall } from "./calibrate.ts";
import { largeRuns, type Run } from "./large-runs.ts";
import { graphDegree } from "./layout.ts";
import { pauseAfter } from "./pause.ts";
import type { Rows } from "./rows.ts";
import { loadLinks, saveLinks } from "./saved-graphs.ts";
import type { Snapshots } from "./snapshots.ts";

export interface GraphsOptions {
  readonly labels: LabelTable;
  readonly turns: Turns;
  readonly recall: Recall;
  readonly graphsFrom: number;
  readonly snapshots: Snapshots;
  /** Labels that are scanned until the next start: their graph could not be made, or not before it was outdated. */
  readonly gaveUp: Set<number>;
  /** The rows as they are by then, and a call for when they have a new graph. */
  rows(): Rows;
  changed(): void;
}

const turnMs = 5;

/**
 * Gives every large run of one label its graph: the saved one, or one that is built, which takes minutes. Until then,
 * and when that fails, the run is scanned. Nothing is kept that rows have shaped which have left the label meanwhile.
 */
export async function growGraphs(options: GraphsOptions): Promise<void> {
  const { recall, graphsFrom } = options;
  if (recall === "exact") return;
  const rows = options.rows();
  for (const run of largeRuns(rows.labels.subarray(0, rows.count), graphsFrom, rows.graphs.all)) {
    await growGraph(options, rows, run, recall);
  }
}

async function growGraph(
  options: GraphsOptions,
  rows: Rows,
  run: Run,
  recall: Exclude<Recall, "exact">,
): Promise<void> {
  const { labels, snapshots, turns } = options;
  const number = rows.labels[run.first]!;
  if (rows.graphs.addressOf(run) === undefined || options.gaveUp.has(number)) return;
  const { id } = labels.label(number);
  const chunks = rows.chunks.slice(run.first, run.first + run.count);
  const saved = await loadLinks(snapshots, rows, run, id, pauseAfter(turnMs));
  const links = saved ?? (await buildLinks(rows, run, await snapshots.workFile()));
  if (links === undefined) options.gaveUp.add(number);
  if (links === undefined) return;

  // Rows may have moved meanwhile, all together; or left.
  const now = options.rows();
  const walked = chunks.subarray(0, links.length / graphDegree);
  const place = findRun(now, number, walked);
  const placed = place && (await now.graphs.place(now, place.first, links, pauseAfter(turnMs)));
  if (place === undefined || placed === undefined) {
    // Rows leave this label faster than a graph can be built.
    if (saved === undefined) options.gaveUp.add(number);
    return;
  }
  const width = await turns.take(() => calibrateWidth(now, placed, recall, pauseAfter(turnMs)));
  const isStill = options.rows() === now && findRun(now, number, walked) !== undefined;
  if (width === undefined) options.gaveUp.add(number);
  if (width === undefined || !isStill) return;
  now.graphs.add({ ...placed, width });
  options.changed();
  if (saved === undefined) await saveLinks(snapshots, now, place, id, links, pauseAfter(turnMs));
}

/** Where these chunks, all of them and in this order, lie under the label now. */
function findRun(rows: Rows, label: number, chunks: Float64Array): Run | undefined {
  const { count } = rows;
  const first = rows.chunks.indexOf(chunks[0]!);
  if (first === -1 || first + chunks.length > count) return undefined;
  for (const [index, chunk] of chunks.entries()) {
    if (rows.chunks[first + index] !== chunk || rows.labels[first + index] !== label) return undefined;
  }
  return { first, count: chunks.length };
}
