import fc from "fast-check";
import { expect, it } from "vitest";
import { deleteDocument, labelDocuments } from "../../sdk/src/ingest/index.ts";
import { createLabel } from "../../sdk/src/policy/index.ts";
import { planRows } from "../../sdk/src/retrieval/index/plan.ts";
import { oneThread } from "../../sdk/src/retrieval/index/scan-threads.ts";
import { PlannedRows } from "../../sdk/src/retrieval/planned-rows.ts";
import { TenantIndex } from "../../sdk/src/retrieval/tenant-index.ts";
import { openStorage, type Storage } from "../../sdk/src/storage/index.ts";
import { fill } from "../unit/retrieval/corpus.ts";
import { folderOf, memoryLedger } from "../unit/retrieval/support.ts";
import { vectorFrom } from "../unit/retrieval/vectors.ts";

const dimension = 16;
const roles = ["support", "finance", "people"];
const embeddings = {
  model: "numbers",
  embedDocuments: async (texts: readonly string[]) =>
    texts.map((text) => Array.from(vectorFrom(Number(text), dimension))),
  embedQuery: async (text: string) => Array.from(vectorFrom(Number(text), dimension)),
};
const documents = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    text: String(from + index),
    readers: [roles[index % roles.length]!],
  }));

const pick = fc.nat(100_000);
const step = fc.oneof(
  fc.record({ type: fc.constant("add" as const), count: fc.integer({ min: 1, max: 300 }) }),
  fc.record({ type: fc.constant("delete" as const), pick }),
  fc.record({ type: fc.constant("move" as const), pick, role: fc.constantFrom(...roles, "new") }),
  // With or without a look at what has changed, and time to write it down.
  fc.record({ type: fc.constant("restart" as const), refreshes: fc.boolean() }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function open(storage: Storage, cacheFolder: string | undefined): Promise<TenantIndex> {
  const options = { storage, tenant: "acme", model: "numbers", resident: true, recall: 0.97 } as const;
  // An hour passes with each look: whatever waits before writing again has waited long enough.
  let now = 0;
  const clock = () => (now += 3_600_000);
  const index = new TenantIndex({ ...options, clock, cacheFolder, graphsFrom: 1000 });
  await index.refresh();
  await index.segment.settled();
  return index;
}

/** What the readers of each label find, all the way through the planner. */
async function found(storage: Storage, { segment, labels, turns, lexicon }: TenantIndex) {
  const rows = segment.rows!;
  const seen: unknown[] = [];
  for (let label = 1; label <= labels.size; label++) {
    const flags = Uint8Array.from({ length: labels.size + 1 }, (_, number) => (number === label ? 1 : 0));
    const plan = planRows(rows.labels, rows.count, flags);
    const parts = { storage, rows, turns, lexicon, threads: oneThread };
    const planned = new PlannedRows({ ...parts, plan, recall: "exact" });
    const hits = await planned.nearest(vectorFrom(label, dimension), 20);
    seen.push({ label: labels.label(label).id, hits: hits.map(({ chunk, score }) => ({ chunk, score })) });
  }
  return seen;
}

async function apply(storage: Storage, one: Step, number: number): Promise<void> {
  const ledger = memoryLedger();
  if (one.type === "add") return fill(storage, "acme", documents(100_000 * number, one.count), embeddings);
  if (one.type === "restart") return;
  const { id } = await storage
    .selectFrom("document")
    .select("id")
    .where("status", "=", "active")
    .orderBy("number")
    .offset(one.pick % 4000)
    .limit(1)
    .executeTakeFirstOrThrow();
  if (one.type === "delete") {
    await deleteDocument({ storage, ledger, tenant: "acme", documentId: id, reason: "requested" });
    return;
  }
  const label = createLabel({
    tenant: "acme",
    readers: { roles: [one.role] },
    classification: "internal",
    integrity: "trusted",
    owner: "olga",
  });
  await labelDocuments({ storage, ledger, label, documentIds: [id], actor: "olga" });
}

it("[G1] an index from disk finds after any edits and restarts what one built from scratch finds, to the bit", () =>
  fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
      const storage = await openStorage(":memory:");
      const folder = await folderOf({});
      await fill(storage, "acme", documents(0, 4200), embeddings);
      let index = await open(storage, folder);
      for (const [number, one] of steps.entries()) {
        await apply(storage, one, number + 1);
        if (one.type !== "restart") continue;
        if (one.refreshes) {
          await index.refresh();
          await index.segment.settled();
        }
        index = await open(storage, folder);
        expect(await found(storage, index)).toEqual(await found(storage, await open(storage, undefined)));
      }
      await storage.destroy();
    }),
    { numRuns: 5 },
  ));
