import { describe, expect, it } from "vitest";
import { planRows } from "../../sdk/src/retrieval/index/plan.ts";
import { partsOf } from "../../sdk/src/retrieval/index/quantise.ts";
import type { Rows } from "../../sdk/src/retrieval/index/rows.ts";
import { oneThread } from "../../sdk/src/retrieval/index/scan-threads.ts";
import { PlannedRows } from "../../sdk/src/retrieval/planned-rows.ts";
import { TenantIndex } from "../../sdk/src/retrieval/tenant-index.ts";
import { openStorage, type Storage } from "../../sdk/src/storage/index.ts";
import { fill } from "../unit/retrieval/corpus.ts";
import { folderOf } from "../unit/retrieval/support.ts";
import { vectorFrom } from "../unit/retrieval/vectors.ts";

const dimension = 48;
const embeddings = {
  model: "numbers",
  embedDocuments: async (texts: readonly string[]) =>
    texts.map((text) => Array.from(vectorFrom(Number(text.split(" ")[0]), dimension))),
  embedQuery: async (text: string) => Array.from(vectorFrom(Number(text), dimension)),
};
const documents = (from: number, count: number, role: string) =>
  Array.from({ length: count }, (_, index) => ({ text: `${from + index} common words`, readers: [role] }));

/** Labels are numbered in the order in which they are stored: the reader may read 1 and 3. */
const permitted = Uint8Array.of(0, 1, 0, 1);

interface Case {
  readonly resident: boolean;
  readonly recall: 0.97 | "exact";
  readonly graphsFrom: number;
}

const cases: readonly (Case & { readonly path: string })[] = [
  { path: "the exact scan", resident: true, recall: "exact", graphsFrom: Number.POSITIVE_INFINITY },
  { path: "the cascade", resident: true, recall: 0.97, graphsFrom: Number.POSITIVE_INFINITY },
  { path: "vectors on disk", resident: false, recall: 0.97, graphsFrom: Number.POSITIVE_INFINITY },
  { path: "a graph beside the cascade", resident: true, recall: 0.97, graphsFrom: 1500 },
  { path: "a graph with vectors on disk", resident: false, recall: 0.97, graphsFrom: 1500 },
];

async function open(storage: Storage, cacheFolder: string, { resident, recall, graphsFrom }: Case) {
  const options = { storage, tenant: "acme", model: "numbers", clock: () => 1000, cacheFolder };
  const index = new TenantIndex({ ...options, resident, recall, graphsFrom });
  await index.refresh();
  await index.segment.settled();
  return index;
}

/** What the reader finds, by meaning and by words. */
async function found(storage: Storage, index: TenantIndex, { recall }: Case) {
  const rows = index.segment.rows!;
  const planned = new PlannedRows({
    storage,
    rows,
    recall,
    turns: index.turns,
    lexicon: index.lexicon,
    threads: oneThread,
    plan: planRows(rows.labels, rows.count, permitted),
  });
  const results: unknown[] = [];
  for (let question = 0; question < 8; question++) {
    const nearest = await planned.nearest(vectorFrom(800_000 + question, dimension), 10);
    results.push(nearest.map(({ chunk, score }) => ({ chunk, score })));
  }
  const matching = await planned.matching("common 17", 10);
  return [...results, matching.map(({ chunk, score }) => ({ chunk, score }))];
}

/** All that a row holds becomes whatever an attacker likes; bytes that no row has too. */
function poison(rows: Rows, value: number): void {
  const { views, layout } = rows;
  for (let row = 0; row < rows.count; row++) {
    if (permitted[rows.labels[row]!] === 1) continue;
    const { bits, codes, scale, vector } = partsOf(layout, row);
    views.bytes.fill(value > 0 ? 255 : 0, bits.at, bits.at + bits.bytes);
    views.codes.fill(value > 0 ? 127 : -128, codes.at, codes.at + codes.bytes);
    views.floats[scale.at / 4] = value;
    views.floats.fill(value, vector.at / 4, (vector.at + vector.bytes) / 4);
  }
}

describe("forbidden rows that hold NaN or garbage", () => {
  it.each(cases)("[G1] change no bit of what $path finds", async (how) => {
    const storage = await openStorage(":memory:");
    const folder = await folderOf({});
    await fill(storage, "acme", documents(0, 2500, "mine"), embeddings);
    await fill(storage, "acme", documents(10_000, 2000, "theirs"), embeddings);
    await fill(storage, "acme", documents(20_000, 300, "ours"), embeddings);
    const index = await open(storage, folder, how);
    expect(index.segment.rows!.graphs.all).toHaveLength(how.graphsFrom === 1500 ? 2 : 0);

    const changesNothing = async (which: TenantIndex) => {
      const before = await found(storage, which, how);
      expect(before.every((result) => Array.isArray(result) && result.length === 10)).toBe(true);
      for (const value of [Number.NaN, 1e30, -1e30]) {
        poison(which.segment.rows!, value);
        expect(await found(storage, which, how)).toEqual(before);
      }
      return before;
    };
    const first = await changesNothing(index);

    // From disk, in another process's place.
    const restarted = await open(storage, folder, how);
    expect(await found(storage, restarted, how)).toEqual(first);
    await changesNothing(restarted);

    // In the tail, among rows that came later; then sorted in again.
    await fill(storage, "acme", documents(30_000, 200, "theirs"), embeddings);
    await fill(storage, "acme", documents(40_000, 200, "ours"), embeddings);
    await restarted.refresh();
    const tail = await changesNothing(restarted);
    await restarted.segment.settled();
    const scratch = await open(storage, await folderOf({}), how);
    expect(await found(storage, scratch, how)).toEqual(tail);
    await storage.destroy();
  });
});
