import { SallyportError } from "../../errors.ts";
import type { RetrievalErrorCode } from "../errors.ts";
import type { PlanParts } from "./graphs.ts";
import type { Rows } from "./rows.ts";
import { type RowQuery, type RowSearch, type Scored, searchRows } from "./search-rows.ts";
import { walkGraph } from "./walk-graph.ts";

/**
 * The nearest rows of a plan: those of its graphs by walking, the others by scanning, merged by their exact scores.
 *
 * @throws {SallyportError} `ERR_RETRIEVAL_INVARIANT` when other rows were compared than the plan has.
 */
export async function searchParts(
  rows: Rows,
  { graphs, rest }: PlanParts,
  query: Omit<RowQuery, "plan">,
): Promise<RowSearch> {
  const scanned = await searchRows(rows, { ...query, plan: rest });
  // The proof that the kernel compared the plan's rows and no others.
  if (scanned.compared !== rest.rows) throw outside(scanned.compared, rest.rows);
  if (graphs.length === 0) return scanned;
  const best: Scored[] = [...scanned.best];
  let { compared } = scanned;
  for (const graph of graphs) {
    const walked = await walkGraph(rows, graph, query);
    const isInside = ({ row }: Scored) => row >= graph.first && row < graph.first + graph.count;
    if (walked.compared > graph.count || !walked.best.every(isInside))
      throw outside(walked.compared, graph.count);
    best.push(...walked.best);
    compared += walked.compared;
  }
  best.sort((a, b) => b.score - a.score || rows.chunks[a.row]! - rows.chunks[b.row]!);
  return { best: best.slice(0, query.k), compared };
}

function outside(compared: number, planned: number): SallyportError<RetrievalErrorCode> {
  return new SallyportError<RetrievalErrorCode>({
    code: "ERR_RETRIEVAL_INVARIANT",
    message: `The index compared ${compared} rows where the plan has ${planned}.`,
    hint: "Nothing was returned. Please report this.",
  });
}
