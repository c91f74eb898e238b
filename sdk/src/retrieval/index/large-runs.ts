/** Consecutive rows. */
export interface Run {
  readonly first: number;
  readonly count: number;
}

/** From how many rows of one label on walking a graph may be faster than scanning: at 200,000 it takes nearly three times as long. */
export const leastGraphRows = 524_288;

/** Runs of rows of one label that are long enough for a graph and have none yet. Rows without a label are in none. */
export function largeRuns(labels: Uint32Array, least: number, graphs: readonly Run[] = []): readonly Run[] {
  if (labels.length < least) return [];
  const free = withoutGraphs(labels, graphs);
  const runs: Run[] = [];
  for (let first = 0, row = 1; row <= free.length; row++) {
    if (row < free.length && free[row] === free[first]) continue;
    if (row - first >= least && free[first] !== 0) runs.push({ first, count: row - first });
    first = row;
  }
  return runs;
}

/** Whether some label has enough rows for a graph, but not where there is room for one. */
export function lacksGraphRoom(
  labels: Uint32Array,
  least: number,
  graphs: readonly Run[],
  hasRoom: (run: Run) => boolean,
): boolean {
  if (labels.length < least) return false;
  const free = withoutGraphs(labels, [...graphs, ...largeRuns(labels, least, graphs).filter(hasRoom)]);
  const counts = new Map<number, number>();
  for (const label of free) if (label !== 0) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts.values()].some((count) => count >= least);
}

/** The labels, 0 where a graph leads through the row. */
function withoutGraphs(labels: Uint32Array, graphs: readonly Run[]): Uint32Array {
  const free = labels.slice();
  for (const { first, count } of graphs) free.fill(0, first, first + count);
  return free;
}
