import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { partPlan } from "../../sdk/src/retrieval/index/graphs.ts";
import { planRows } from "../../sdk/src/retrieval/index/plan.ts";
import { searchParts } from "../../sdk/src/retrieval/index/search-parts.ts";
import { TenantIndex } from "../../sdk/src/retrieval/tenant-index.ts";
import { openStorage, type Storage } from "../../sdk/src/storage/index.ts";
import { fill } from "../unit/retrieval/corpus.ts";
import { folderOf } from "../unit/retrieval/support.ts";
import { vectorFrom } from "../unit/retrieval/vectors.ts";

const dimension = 48;
const script = fileURLToPath(new URL("./retrieval-snapshot-victim.ts", import.meta.url));
const embeddings = {
  model: "numbers",
  embedDocuments: async (texts: readonly string[]) =>
    texts.map((text) => Array.from(vectorFrom(Number(text), dimension))),
  embedQuery: async (text: string) => Array.from(vectorFrom(Number(text), dimension)),
};

async function open(storage: Storage, cacheFolder: string): Promise<TenantIndex> {
  const options = { storage, tenant: "acme", model: "numbers", resident: true, recall: 0.97 } as const;
  const index = new TenantIndex({ ...options, clock: Date.now, cacheFolder, graphsFrom: 1000 });
  await index.refresh();
  await index.segment.settled();
  return index;
}

/** What the readers of the large label find, by its graph. */
async function found({ segment: { rows } }: TenantIndex) {
  expect(rows!.graphs.all).toHaveLength(1);
  const parts = partPlan(planRows(rows!.labels, rows!.count, Uint8Array.of(0, 1)), rows!.graphs.all);
  const results: unknown[] = [];
  for (let question = 0; question < 10; question++) {
    const vector = vectorFrom(900_000 + question, dimension);
    const query = { vector, k: 10, effort: { type: "codes" }, pause: () => undefined } as const;
    const { best } = await searchParts(rows!, parts, query);
    results.push(best.map(({ row, score }) => ({ chunk: rows!.chunks[row], score })));
  }
  return results;
}

it("[G1] an index and a graph whose writing is killed at any moment are as if nothing had been written", async () => {
  const folder = await folderOf({});
  const database = join(await folderOf({}), "s.db");
  const storage = await openStorage(database);
  const documents = (from: number, count: number, role: string) =>
    Array.from({ length: count }, (_, index) => ({ text: String(from + index), readers: [role] }));
  await fill(storage, "acme", documents(0, 4000, "many"), embeddings);
  await fill(storage, "acme", documents(10_000, 900, "secret"), embeddings);
  const expected = await found(await open(storage, await folderOf({})));

  for (let round = 0; round < 5; round++) {
    const options = ["--import", "tsx", "--conditions=@sallyport/source", script, database, folder];
    const child = spawn(process.execPath, options, { stdio: ["ignore", "pipe", "inherit"] });
    const closed = once(child, "close");
    await once(child.stdout, "data");
    await sleep(Math.random() * 400 * round);
    child.kill("SIGKILL");
    await closed;
    expect(await found(await open(storage, folder))).toEqual(expected);
    // Every other time the next one begins without what this process has made of it.
    if (round % 2 === 0) await storage.deleteFrom("index_snapshot").execute();
  }
  await storage.destroy();
});
