import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { deleteDocument } from "../../../sdk/src/ingest/index.ts";
import { planRows } from "../../../sdk/src/retrieval/index/plan.ts";
import { Rows } from "../../../sdk/src/retrieval/index/rows.ts";
import { searchRows } from "../../../sdk/src/retrieval/index/search-rows.ts";
import type { Segment } from "../../../sdk/src/retrieval/index/segment.ts";
import { encodeVector } from "../../../sdk/src/retrieval/index.ts";
import { TenantIndex } from "../../../sdk/src/retrieval/tenant-index.ts";
import { openStorage, type Storage } from "../../../sdk/src/storage/index.ts";
import { fill } from "./corpus.ts";
import { memoryLedger, wordEmbeddings } from "./support.ts";
import { vectorFrom } from "./vectors.ts";

const dimension = 16;

function indexOf(storage: Storage, resident = true) {
  return new TenantIndex({
    storage,
    tenant: "acme",
    model: `words-${dimension}`,
    resident,
    clock: () => 1000,
    recall: 0.97,
  });
}

const corpus = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ text: `text ${index}`, readers: [`role-${index % 7}`] }));

/** What a reader of the given labels would find. */
async function found({ rows }: Segment, flags: Uint8Array) {
  if (rows === undefined) return [];
  const plan = planRows(rows.labels, rows.count, flags);
  const query = { plan, vector: vectorFrom(3, dimension), k: 20, pause: () => undefined };
  const { best, compared } = await searchRows(rows, { ...query, effort: { type: "exact" } });
  expect(compared).toBe(plan.rows);
  return best.map(({ row, score }) => ({ chunk: rows.chunks[row], score }));
}

const flagsOf = (index: TenantIndex, ...permitted: number[]) =>
  Uint8Array.from({ length: index.labels.size + 1 }, (_, label) => (permitted.includes(label) ? 1 : 0));

describe("Segment", () => {
  it("lays the rows of each label side by side", async () => {
    const storage = await openStorage(":memory:");
    await fill(storage, "acme", corpus(100), wordEmbeddings(dimension));
    const index = indexOf(storage);
    await index.refresh();
    const { rows } = index.segment;
    expect(rows?.count).toBe(100);
    for (const label of [1, 3, 7]) {
      expect(planRows(rows!.labels, rows!.count, flagsOf(index, label)).runs).toHaveLength(2);
    }
  });

  it("leaves nothing of a deleted document's vector in memory", async () => {
    const storage = await openStorage(":memory:");
    await fill(storage, "acme", corpus(3), wordEmbeddings(dimension));
    const index = indexOf(storage);
    await index.refresh();
    const document = await storage
      .selectFrom("document")
      .selectAll()
      .orderBy("number")
      .executeTakeFirstOrThrow();
    const { vector } = await storage
      .selectFrom("chunk")
      .select("vector")
      .where("document_id", "=", document.id)
      .executeTakeFirstOrThrow();
    const memory = () => Buffer.from(index.segment.rows!.memory.buffer);
    expect(memory().includes(Buffer.from(vector))).toBe(true);
    await deleteDocument({
      storage,
      ledger: memoryLedger(),
      tenant: "acme",
      documentId: document.id,
      reason: "requested",
    });
    await index.refresh();
    expect(memory().includes(Buffer.from(vector))).toBe(false);
  });

  it("is the same after compaction, with no dead rows and each label in one run", async () => {
    const storage = await openStorage(":memory:");
    await fill(storage, "acme", corpus(4600), wordEmbeddings(dimension));
    const index = indexOf(storage);
    await index.refresh();
    await storage.deleteFrom("chunk").where("row", "<", 500).execute();
    const documents = await storage.selectFrom("document").select("label_id").distinct().execute();
    const labels = documents.map(({ label_id }) => label_id);
    await storage.transaction().execute(async (transaction) => {
      await transaction
        .updateTable("epoch")
        .set({ value: 10_000 })
        .where("name", "=", "documents:acme")
        .execute();
      for (const [turn, labelId] of labels.entries()) {
        await transaction
          .updateTable("document")
          .set({ label_id: labelId, revision: 10_000 })
          .where(sql<number>`number % 21`, "=", turn * 3)
          .execute();
      }
      const gone = { status: "deleted" as const, revision: 10_000 };
      await transaction.updateTable("document").set(gone).where("number", "<", 500).execute();
    });
    await index.refresh();
    const { segment } = index;
    const before = segment.rows;
    const results = await Promise.all([1, 2, 5].map((label) => found(segment, flagsOf(index, label))));
    await segment.settled();
    expect(segment.rows).not.toBe(before);
    expect(segment.rows?.dead).toBe(0);
    expect(planRows(segment.rows!.labels, segment.rows!.count, flagsOf(index, 2)).runs).toHaveLength(2);
    expect(await Promise.all([1, 2, 5].map((label) => found(segment, flagsOf(index, label))))).toEqual(
      results,
    );
  });

  it("leaves out a damaged vector, and refuses only readers of that document", async () => {
    const storage = await openStorage(":memory:");
    await fill(storage, "acme", corpus(10), wordEmbeddings(dimension));
    const nan = encodeVector(new Float32Array(dimension).fill(Number.NaN));
    await storage.updateTable("chunk").set({ vector: nan }).where("row", "=", 1).execute();
    const index = indexOf(storage);
    await index.refresh();
    const { segment } = index;
    expect(() => segment.assertUsable(flagsOf(index, 1))).toThrow(/usable vectors/);
    expect(() => segment.assertUsable(flagsOf(index, 2))).not.toThrow();
    expect(await found(segment, flagsOf(index, 2))).toHaveLength(2);
  });

  it("[G1] takes a vector of another dimension for damage, even when it comes first", async () => {
    const storage = await openStorage(":memory:");
    await fill(storage, "acme", corpus(10), wordEmbeddings(dimension));
    const long = encodeVector(vectorFrom(1, 64));
    await storage.updateTable("chunk").set({ vector: long }).where("row", "=", 1).execute();
    const index = indexOf(storage);
    await index.refresh();
    expect(index.segment.rows?.layout.dimension).toBe(dimension);
    expect(await found(index.segment, flagsOf(index, 2))).toHaveLength(2);
  });

  it("takes up what was committed before the call, however many call at once", async () => {
    const storage = await openStorage(":memory:");
    const index = indexOf(storage);
    const embeddings = wordEmbeddings(dimension);
    await index.refresh();
    for (let round = 0; round < 5; round++) {
      const early = index.refresh();
      await fill(storage, "acme", [{ text: `round ${round}`, readers: ["everyone"] }], embeddings);
      await Promise.all([early, index.refresh(), index.refresh(), index.refresh()]);
      expect(index.segment.rows?.count).toBe(round + 1);
    }
  });

  it("refuses more than 4 GB with a clear error, before it takes any of it", () => {
    const rows = new Rows(384, true);
    const before = rows.bytes;
    expect(() => rows.extend(3_000_000)).toThrow(
      expect.objectContaining({ code: "ERR_RETRIEVAL_TOO_LARGE" }),
    );
    expect(rows.bytes).toBe(before);
    expect(rows.count).toBe(0);
  });
});
