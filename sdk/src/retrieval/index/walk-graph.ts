import { finalists, nearest } from "./effort.ts";
import type { Graph } from "./graphs.ts";
import { graphDegree, listedAtOnce } from "./layout.ts";
import type { Rows } from "./rows.ts";
import { finish, type RowQuery, type RowSearch } from "./search-rows.ts";

/** How many rows, spread over the run, are looked at for where to begin; and from how many of them a walk does. */
const looked = 256;
const begun = 8;
const mostWidth = 4096;

/** The nearest rows of a graph's run, by walking from row to row; how many it compared, in no more than its run. */
export async function walkGraph(
  rows: Rows,
  graph: Graph,
  query: Pick<RowQuery, "vector" | "k" | "readVectors">,
): Promise<RowSearch> {
  const { kernel, layout, views } = rows;
  const { list, heap, visited, queryPlanes, queryWords } = layout;
  const { first, count, links } = graph;
  const width = Math.min(mostWidth, Math.ceil((graph.width * query.k) / nearest));
  const pool = list + listedAtOnce * 8;
  rows.ask(query.vector);
  const spread = Math.min(looked, count);
  for (let index = 0; index < spread; index++) {
    views.integers[list / 4 + index * 2] = first + Math.floor((index * count) / spread);
  }
  kernel.scoreBits(list, spread, queryPlanes);
  // Of those that tie, any will do.
  const starts = Math.min(kernel.keepBest(list, spread, begun, heap), graphDegree);
  const compared = kernel.walkGraph(first, count, links, visited, list, starts, pool, width, queryWords);
  const met = Math.min(compared, width);
  views.bytes.copyWithin(list, pool, pool + met * 8);
  const left = kernel.keepBest(list, met, finalists(query.k), heap);
  return finish(rows, query, { count: left, compared });
}
