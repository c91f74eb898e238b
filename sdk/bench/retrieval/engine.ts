import { calibrate, type Recall } from "../../src/retrieval/index/calibrate.ts";
import { partPlan } from "../../src/retrieval/index/graphs.ts";
import type { Run } from "../../src/retrieval/index/large-runs.ts";
import { type Plan, planRows } from "../../src/retrieval/index/plan.ts";
import { Rows } from "../../src/retrieval/index/rows.ts";
import { oneThread } from "../../src/retrieval/index/scan-threads.ts";
import { searchParts } from "../../src/retrieval/index/search-parts.ts";
import { toUnitVector } from "../../src/retrieval/index.ts";
import type { Labels } from "./acl.ts";
import { type Vectors, vectorAt } from "./mixture.ts";

export const k = 10;

/** Some vectors in the index, sorted by label as a segment sorts them. Its chunk numbers are the vectors'. */
export function loadRows(
  vectors: Vectors,
  labels: Labels,
  chosen: Iterable<number>,
  resident = true,
  graphRuns: readonly Run[] = [],
): Rows {
  const order = [...chosen].sort((a, b) => labels[a]! - labels[b]! || a - b);
  const rows = new Rows(vectors.values.length / vectors.count, resident, order.length, graphRuns);
  rows.extend(order.length);
  for (const [row, id] of order.entries()) {
    rows.write(row, { label: labels[id]!, document: id, chunk: id, vector: vectorAt(vectors, id) });
  }
  return rows;
}

/** What one reader may read, searched with the effort that calibration chose. */
export interface Reader {
  readonly plan: Plan;
  /** Ids of the permitted vectors. */
  readonly permitted: readonly number[];
  /** Rows that were planned or found although their label is not permitted; must be 0. */
  readonly forbidden: number;
  search(query: readonly number[]): Promise<readonly number[]>;
  nearest(query: readonly number[]): Promise<ReadonlySet<number>>;
}

const pause = () => undefined;

export async function openReader(
  rows: Rows,
  flags: Uint8Array,
  recall: Recall,
  threads = oneThread,
  graphs = rows.graphs.all,
): Promise<Reader> {
  const plan = planRows(rows.labels, rows.count, flags);
  const parts = partPlan(plan, graphs);
  const effort = await calibrate(rows, parts.rest, recall, pause);
  const permitted: number[] = [];
  let forbidden = 0;
  for (let index = 0; index < plan.runs.length; index += 2) {
    for (let row = plan.runs[index]!; row < plan.runs[index + 1]!; row++) {
      if (flags[rows.labels[row]!] === 1) permitted.push(rows.chunks[row]!);
      else forbidden++;
    }
  }
  const search = async (query: readonly number[], how: typeof effort, of = parts) => {
    const options = { vector: toUnitVector(query), k, effort: how, threads, pause };
    // Throws when anything but the plan's rows was compared.
    const { best } = await searchParts(rows, of, options);
    forbidden += best.filter(({ row }) => flags[rows.labels[row]!] !== 1).length;
    return best.map(({ row }) => rows.chunks[row]!);
  };
  return {
    plan,
    permitted,
    get forbidden() {
      return forbidden;
    },
    search: (query) => search(query, effort),
    nearest: async (query) => new Set(await search(query, { type: "exact" }, { graphs: [], rest: plan })),
  };
}

/** Where the reader's questions have their true answers. */
export async function truthsFor(reader: Reader, questions: readonly (readonly number[])[]) {
  const truths: ReadonlySet<number>[] = [];
  for (const question of questions) truths.push(await reader.nearest(question));
  return truths;
}
