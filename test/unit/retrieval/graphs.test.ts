import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildLinks } from "../../../sdk/src/retrieval/index/build-links.ts";
import { compactRows } from "../../../sdk/src/retrieval/index/compact-rows.ts";
import { partPlan } from "../../../sdk/src/retrieval/index/graphs.ts";
import { planRows } from "../../../sdk/src/retrieval/index/plan.ts";
import { partsOf } from "../../../sdk/src/retrieval/index/quantise.ts";
import type { Rows } from "../../../sdk/src/retrieval/index/rows.ts";
import { searchParts } from "../../../sdk/src/retrieval/index/search-parts.ts";
import { searchRows } from "../../../sdk/src/retrieval/index/search-rows.ts";
import { TenantIndex } from "../../../sdk/src/retrieval/tenant-index.ts";
import { openStorage, type Storage } from "../../../sdk/src/storage/index.ts";
import { fill } from "./corpus.ts";
import { folderOf } from "./support.ts";
import { vectorFrom } from "./vectors.ts";

const dimension = 32;
const graphsFrom = 1000;
const large = 1500;
const pause = () => undefined;
const questions = Array.from({ length: 20 }, (_, index) => vectorFrom(90_000 + index, dimension));

/** Vectors without any order that a graph could profit from. */
const embeddings = {
  model: "numbers",
  embedDocuments: async (texts: readonly string[]) =>
    texts.map((text) => Array.from(vectorFrom(Number(text), dimension))),
  embedQuery: async (text: string) => Array.from(vectorFrom(Number(text), dimension)),
};

/** Labels 1 (many rows), 2 and 3 (few), in this order. */
async function filled(): Promise<Storage> {
  const storage = await openStorage(":memory:");
  const documents = (from: number, count: number, role: string) =>
    Array.from({ length: count }, (_, index) => ({ text: String(from + index), readers: [role] }));
  await fill(storage, "acme", documents(0, large, "many"), embeddings);
  await fill(storage, "acme", documents(10_000, 400, "few"), embeddings);
  await fill(storage, "acme", documents(20_000, 400, "others"), embeddings);
  return storage;
}

async function open(storage: Storage, cacheFolder: string | undefined): Promise<TenantIndex> {
  const options = { storage, tenant: "acme", model: "numbers", resident: true, recall: 0.99 } as const;
  const index = new TenantIndex({ ...options, clock: () => 1000, cacheFolder, graphsFrom });
  await index.refresh();
  await index.segment.settled();
  return index;
}

const planOf = (rows: Rows, ...permitted: number[]) =>
  planRows(
    rows.labels,
    rows.count,
    Uint8Array.from({ length: 9 }, (_, label) => (permitted.includes(label) ? 1 : 0)),
  );

async function found(rows: Rows, ...permitted: number[]) {
  const parts = partPlan(planOf(rows, ...permitted), rows.graphs.all);
  const results: { chunk: number | undefined; score: number }[][] = [];
  for (const vector of questions) {
    const { best } = await searchParts(rows, parts, { vector, k: 10, effort: { type: "codes" }, pause });
    results.push(best.map(({ row, score }) => ({ chunk: rows.chunks[row], score })));
  }
  return results;
}

describe("the graph of a large label", () => {
  it("finds, with the scan of the rest, what scanning everything finds", async () => {
    const { rows } = (await open(await filled(), await folderOf({}))).segment;
    expect(rows!.graphs.all).toMatchObject([{ count: large }]);
    const parts = partPlan(planOf(rows!, 1, 2), rows!.graphs.all);
    expect(parts).toMatchObject({ graphs: [{ count: large }], rest: { rows: 400 } });
    let shared = 0;
    for (const [index, results] of (await found(rows!, 1, 2)).entries()) {
      const plan = planOf(rows!, 1, 2);
      const query = { plan, vector: questions[index]!, k: 10, effort: { type: "exact" }, pause } as const;
      const truth = (await searchRows(rows!, query)).best.map(({ row }) => rows!.chunks[row]);
      shared += results.filter(({ chunk }) => truth.includes(chunk)).length;
      // Whatever was found has its exact score, whichever way it was found.
      expect(results).toEqual(results.toSorted((a, b) => b.score - a.score));
    }
    expect(shared).toBeGreaterThanOrEqual(0.97 * 10 * questions.length);
  });

  it("[G1] gives the same, to the bit, when all forbidden rows hold NaN or garbage", async () => {
    const { rows } = (await open(await filled(), await folderOf({}))).segment;
    const before = await found(rows!, 1, 2);
    const { views, layout } = rows!;
    for (const value of [Number.NaN, 1e30]) {
      for (let row = 0; row < rows!.count; row++) {
        if (rows!.labels[row] !== 3) continue;
        const { bits, codes, scale, vector } = partsOf(layout, row);
        views.bytes.fill(255, bits.at, bits.at + bits.bytes);
        views.bytes.fill(127, codes.at, codes.at + codes.bytes);
        views.floats[scale.at / 4] = value;
        views.floats.fill(value, vector.at / 4, (vector.at + vector.bytes) / 4);
      }
      expect(await found(rows!, 1, 2)).toEqual(before);
    }
  });

  it("[G1] is the same whether or not forbidden documents were ever stored", async () => {
    const alone = await openStorage(":memory:");
    const many = Array.from({ length: large }, (_, index) => ({ text: String(index), readers: ["many"] }));
    await fill(alone, "acme", many, embeddings);
    const without = (await open(alone, await folderOf({}))).segment.rows!;
    const withOthers = (await open(await filled(), await folderOf({}))).segment.rows!;
    expect(withOthers.graphs.all).toHaveLength(1);
    expect(await found(withOthers, 1)).toEqual(await found(without, 1));
  });

  it("[G1] goes at once when one of its rows leaves the label", async () => {
    for (const leave of ["erase", "relabel"] as const) {
      const { rows } = (await open(await filled(), await folderOf({}))).segment;
      const { first } = rows!.graphs.all[0]!;
      if (leave === "erase") rows!.erase(first + 7);
      else rows!.relabel(first + 7, 3);
      expect(rows!.graphs.all).toEqual([]);
      expect(partPlan(planOf(rows!, 1), rows!.graphs.all).rest.rows).toBe(large - 1);
    }
  });

  it("is no part of a plan that lacks one of its rows", async () => {
    const { rows } = (await open(await filled(), await folderOf({}))).segment;
    const { first } = rows!.graphs.all[0]!;
    const flags = Uint8Array.of(0, 1);
    const plan = planRows(rows!.labels, rows!.count, flags, (row) => row === first + 3);
    expect(partPlan(plan, rows!.graphs.all)).toEqual({ graphs: [], rest: plan });
  });

  it("comes from disk after a restart, and is built again when the file is not what was saved", async () => {
    const storage = await filled();
    const folder = await folderOf({});
    const first = await open(storage, folder);
    const results = await found(first.segment.rows!, 1);
    const [tenant] = await readdir(folder);
    const graphFile = async () => {
      const names = (await readdir(join(folder, tenant!))).filter((name) => name.startsWith("graph-"));
      expect(names).toHaveLength(1);
      return names[0]!;
    };
    const saved = await graphFile();
    expect(await found((await open(storage, folder)).segment.rows!, 1)).toEqual(results);
    expect(await graphFile()).toBe(saved);

    const path = join(folder, tenant!, saved);
    const bytes = await readFile(path);
    // A link that leads to another row of the same label: nothing but the digest tells.
    bytes.writeUInt32LE((bytes.readUInt32LE(400) + 1) % large, 400);
    await writeFile(path, bytes);
    expect(await found((await open(storage, folder)).segment.rows!, 1)).toEqual(results);
    expect(await graphFile()).not.toBe(saved);
  });

  it("grows when documents have made a label large, and stays when others move", async () => {
    const storage = await openStorage(":memory:");
    const documents = (from: number, count: number, role: string) =>
      Array.from({ length: count }, (_, index) => ({ text: String(from + index), readers: [role] }));
    await fill(storage, "acme", documents(0, 600, "many"), embeddings);
    const index = await open(storage, await folderOf({}));
    expect(index.segment.rows!.graphs.all).toEqual([]);
    await fill(storage, "acme", documents(10_000, 700, "few"), embeddings);
    await fill(storage, "acme", documents(1000, 600, "many"), embeddings);
    await index.refresh();
    await index.segment.settled();
    const grown = index.segment.rows!;
    expect(grown.graphs.all).toMatchObject([{ first: 0, count: 1200 }]);

    const before = await found(grown, 1);
    for (let row = 1200; row < 1900; row++) grown.erase(row);
    const compacted = await compactRows(grown, graphsFrom);
    expect(compacted.count).toBe(1200);
    expect(compacted.graphs.all).toMatchObject([{ first: 0, count: 1200 }]);
    expect(await found(compacted, 1)).toEqual(before);
  });

  it("refuses links that lead out of the run", async () => {
    const { rows } = (await open(await filled(), undefined)).segment;
    expect(rows!.graphs.all).toEqual([]);
    const spacious = (await open(await filled(), await folderOf({}))).segment.rows!;
    const graph = spacious.graphs.all[0]!;
    const links = spacious.graphs.linksOf(spacious.views, graph);
    spacious.erase(graph.first);
    expect(await spacious.graphs.place(spacious, graph.first, links, pause)).toBeDefined();
    links[5] = large;
    expect(await spacious.graphs.place(spacious, graph.first, links, pause)).toBeUndefined();
  });

  it("is done without when the process that builds it fails or dies", async () => {
    const storage = await filled();
    const { rows } = (await open(storage, undefined)).segment;
    const run = { first: 0, count: large };
    expect(await buildLinks(rows!, run, join(await folderOf({}), "missing", "links"))).toBeUndefined();
    // hnswlib would take the NaN and give nonsense from then on.
    rows!.views.floats[partsOf(rows!.layout, 9).vector.at / 4] = Number.NaN;
    expect(await buildLinks(rows!, run, join(await folderOf({}), "links"))).toBeUndefined();
    const { segment } = await open(storage, "/dev/null/nowhere");
    expect(segment.rows!.graphs.all).toEqual([]);
    expect((await found(segment.rows!, 1))[0]).toHaveLength(10);
  });
});
