import { createWorkload, permittedLabels } from "./acl.ts";
import { k, loadRows, openReader, type Reader, truthsFor } from "./engine.ts";
import { buildHnsw, type HnswIndex, type HnswQuestion, tune } from "./hnsw.ts";
import { createMixture, vectorAt } from "./mixture.ts";
import { compare, type Timing } from "./timing.ts";

export interface WorkloadFigures {
  readonly ours: Timing;
  /** An index built for each person alone. */
  readonly oracle: Timing;
  /** One index per tenant, with hnswlib's filter callback. */
  readonly tenantFilter: Timing;
  readonly labels: number;
  readonly medianPermitted: number;
  readonly forbidden: number;
}

const recall = 0.99;
const questionsEach = 20;

/** A question with what it is asked of. */
interface Asked extends HnswQuestion {
  readonly reader: Reader;
  readonly oracle: HnswIndex;
  readonly shared: HnswIndex;
  readonly filter: (id: number) => boolean;
}

/**
 * Workload B, timed once `quiet` is settled: fifty tenants of Zipf sizes, twenty roles each; a segment per tenant, as in
 * the product. Every hnswlib index has the smallest ef that reaches the recall over all that it is asked here.
 */
export async function measureWorkload(
  count: number,
  people: number,
  progress: (message: string) => void,
  quiet: Promise<unknown>,
): Promise<WorkloadFigures> {
  const draw = createMixture(1);
  const vectors = draw(count);
  const questions = draw(people * questionsEach);
  const workload = createWorkload(count, people, 5);
  const ids = new Map<number, number[]>();
  for (const [id, tenant] of workload.tenants.entries()) {
    const known = ids.get(tenant);
    if (known === undefined) ids.set(tenant, [id]);
    else known.push(id);
  }

  const asked: Asked[] = [];
  const readers: Reader[] = [];
  // Tenant by tenant: an index of each is built once, and all that is timed is kept.
  for (const [tenant, members] of ids) {
    const principals = workload.principals.filter((principal) => principal.tenant === tenant);
    if (principals.length === 0) continue;
    progress(`tenant ${tenant}: ${members.length} documents, ${principals.length} people`);
    const rows = loadRows(vectors, workload.labels, members);
    const shared = await buildHnsw(vectors, members);
    const before = asked.length;
    for (const principal of principals) {
      const flags = permittedLabels(workload, principal);
      const reader = await openReader(rows, flags, recall);
      if (reader.plan.rows === 0) continue;
      readers.push(reader);
      const own = Array.from({ length: questionsEach }, (_, index) =>
        Array.from(vectorAt(questions, asked.length + index)),
      );
      const truths = await truthsFor(reader, own);
      const oracle = await buildHnsw(vectors, reader.permitted);
      const filter = (id: number) => flags[workload.labels[id]!] === 1;
      const all = own.map((vector, index) => ({
        vector,
        truth: truths[index]!,
        reader,
        oracle,
        shared,
        filter,
      }));
      tune(
        oracle,
        all.map(({ vector, truth }) => ({ vector, truth })),
        recall,
      );
      asked.push(...all);
    }
    tune(shared, asked.slice(before), recall);
  }
  progress("waiting until nothing else runs");
  await quiet;
  progress(`${asked.length} questions by ${readers.length} people`);
  const timings = await compare(
    {
      ours: (question) => asked[question]!.reader.search(asked[question]!.vector),
      oracle: (question) => asked[question]!.oracle.search(asked[question]!.vector, k),
      tenantFilter: (question) => {
        const { shared, vector, filter } = asked[question]!;
        return shared.search(vector, k, filter);
      },
    },
    asked.map(({ truth }) => truth),
  );
  const sizes = readers.map(({ plan }) => plan.rows).sort((a, b) => a - b);
  return {
    ...timings,
    labels: workload.labelCount,
    medianPermitted: sizes[Math.floor(sizes.length / 2)]!,
    forbidden: readers.reduce((sum, { forbidden }) => sum + forbidden, 0),
  };
}
