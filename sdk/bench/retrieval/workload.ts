import { createWorkload, permittedLabels } from "./acl.ts";
import { k, loadRows, openReader, truthsFor } from "./engine.ts";
import { buildHnsw, tune } from "./hnsw.ts";
import { createMixture, vectorAt } from "./mixture.ts";
import { compare, type Timing } from "./timing.ts";

export interface WorkloadFigures {
  readonly ours: Timing;
  /** An index built for each person alone, at the smallest ef that reaches the recall. */
  readonly oracle: Timing;
  /** One index per tenant, with hnswlib's filter callback. */
  readonly tenantFilter: Timing;
  readonly labels: number;
  readonly medianPermitted: number;
  readonly forbidden: number;
}

const recall = 0.99;
const questionsEach = 5;

type Answer = () => Promise<readonly number[]> | readonly number[];

/** Workload B, timed once `quiet` is settled: fifty tenants of Zipf sizes, twenty roles each; a segment per tenant, as in the product. */
export async function measureWorkload(
  count: number,
  people: number,
  progress: (message: string) => void,
  quiet: Promise<unknown>,
): Promise<WorkloadFigures> {
  const draw = createMixture(1);
  const vectors = draw(count);
  const asked = draw(people * questionsEach);
  const workload = createWorkload(count, people, 5);
  const ids = new Map<number, number[]>();
  for (const [id, tenant] of workload.tenants.entries()) {
    const known = ids.get(tenant);
    if (known === undefined) ids.set(tenant, [id]);
    else known.push(id);
  }

  const truths: ReadonlySet<number>[] = [];
  const answers: Record<"ours" | "oracle" | "tenantFilter", Answer>[] = [];
  const sizes: number[] = [];
  let forbidden = 0;
  // Tenant by tenant: an index of each is built once, and all that is timed is kept.
  for (const [tenant, members] of ids) {
    const principals = workload.principals.filter((principal) => principal.tenant === tenant);
    if (principals.length === 0) continue;
    progress(`tenant ${tenant}: ${members.length} documents, ${principals.length} people`);
    const rows = loadRows(vectors, workload.labels, members);
    const shared = await buildHnsw(vectors, members);
    for (const principal of principals) {
      const flags = permittedLabels(workload, principal);
      const reader = await openReader(rows, flags, recall);
      if (reader.plan.rows === 0) continue;
      sizes.push(reader.plan.rows);
      const first = answers.length;
      const questions = Array.from({ length: questionsEach }, (_, index) =>
        Array.from(vectorAt(asked, (first + index) % asked.count)),
      );
      const own = await truthsFor(reader, questions);
      const oracle = await buildHnsw(vectors, reader.permitted);
      tune(oracle, questions, own, recall);
      const isPermitted = (id: number) => flags[workload.labels[id]!] === 1;
      for (const [index, question] of questions.entries()) {
        truths.push(own[index]!);
        answers.push({
          ours: () => reader.search(question),
          oracle: () => oracle.search(question, k),
          tenantFilter: () => {
            shared.setEf(100);
            return shared.search(question, k, isPermitted);
          },
        });
      }
      forbidden += reader.forbidden;
    }
  }
  progress("waiting until nothing else runs");
  await quiet;
  progress(`${answers.length} questions by ${sizes.length} people`);
  const fair = await compare(
    { ours: (question) => answers[question]!.ours(), oracle: (question) => answers[question]!.oracle() },
    truths,
  );
  const { tenantFilter } = await compare(
    { tenantFilter: (question) => answers[question]!.tenantFilter() },
    truths,
    2,
  );
  const medianPermitted = sizes.sort((a, b) => a - b)[Math.floor(sizes.length / 2)]!;
  return { ...fair, tenantFilter, labels: workload.labelCount, medianPermitted, forbidden };
}
