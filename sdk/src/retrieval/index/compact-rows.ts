import { setImmediate as nextTurn } from "node:timers/promises";
import { lacksGraphRoom, largeRuns, type Run } from "./large-runs.ts";
import { noLabel, Rows } from "./rows.ts";

const smallestWorth = 4096;
const copiedAtOnce = 2000;

/** Whether a quarter of the rows are dead, the rest so mixed that scans hop, or a graph lacks room. */
export function isWorthCompacting(rows: Rows, graphsFrom: number): boolean {
  const { graphs, labels, count } = rows;
  const hasRoom = (run: Run) => graphs.addressOf(run) !== undefined;
  if (lacksGraphRoom(labels.subarray(0, count), graphsFrom, graphs.all, hasRoom)) return true;
  if (count < smallestWorth) return false;
  if (rows.dead > count / 4) return true;
  const seen = new Set<number>();
  let changes = 0;
  for (let row = 1; row < count; row++) {
    const label = labels[row]!;
    if (label === noLabel || label === labels[row - 1]) continue;
    changes++;
    seen.add(label);
  }
  return changes > 2 * seen.size + count / 64;
}

/**
 * The living rows in a new memory, sorted by label, with the graphs that there are and room for those to come. Lets the
 * event loop turn as it goes.
 */
export async function compactRows(from: Rows, graphsFrom: number): Promise<Rows> {
  const { labels, chunks, documents, graphs } = from;
  const order: number[] = [];
  for (let row = 0; row < from.count; row++) if (labels[row] !== noLabel) order.push(row);
  // A graph's rows stay together and in order; the other rows of the label follow.
  const rank = new Uint32Array(from.count).fill(graphs.all.length);
  for (const [index, { first, count }] of graphs.all.entries()) rank.fill(index, first, first + count);
  order.sort((a, b) => labels[a]! - labels[b]! || rank[a]! - rank[b]! || chunks[a]! - chunks[b]!);
  const kept = graphs.all.map(({ first, count }) => ({ first: order.indexOf(first), count }));
  const sorted = Uint32Array.from(order, (row) => labels[row]!);
  const { dimension, resident } = from.layout;
  const to = new Rows(dimension, resident, order.length, [...kept, ...largeRuns(sorted, graphsFrom, kept)]);
  to.extend(order.length);
  for (const [row, source] of order.entries()) {
    to.copy(row, from, source, {
      label: labels[source]!,
      document: documents[source]!,
      chunk: chunks[source]!,
    });
    if (row % copiedAtOnce === 0) await nextTurn();
  }
  for (const [index, { first }] of kept.entries()) {
    const graph = graphs.all[index]!;
    const placed = await to.graphs.place(to, first, graphs.linksOf(from.views, graph), () => nextTurn());
    if (placed !== undefined) to.graphs.add({ ...placed, width: graph.width });
  }
  return to;
}
