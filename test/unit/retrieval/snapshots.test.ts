import { readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { deleteDocument } from "../../../sdk/src/ingest/index.ts";
import { planRows } from "../../../sdk/src/retrieval/index/plan.ts";
import { searchRows } from "../../../sdk/src/retrieval/index/search-rows.ts";
import { TenantIndex } from "../../../sdk/src/retrieval/tenant-index.ts";
import { openStorage, type Storage } from "../../../sdk/src/storage/index.ts";
import { fill } from "./corpus.ts";
import { folderOf, memoryLedger } from "./support.ts";
import { vectorFrom } from "./vectors.ts";

const dimension = 16;
const count = 4200;

/** Vectors that are not derived from the texts a second time: an index that has them was built from the database. */
const embeddings = {
  model: "numbers",
  embedDocuments: async (texts: readonly string[]) =>
    texts.map((text) => Array.from(vectorFrom(Number(text), dimension))),
  embedQuery: async (text: string) => Array.from(vectorFrom(Number(text), dimension)),
};

const documents = (from: number, some: number) =>
  Array.from({ length: some }, (_, index) => ({
    text: String(from + index),
    readers: [`role-${index % 5}`],
  }));

async function setUp() {
  const storage = await openStorage(":memory:");
  await fill(storage, "acme", documents(0, count), embeddings);
  const folder = await folderOf({});
  return { storage, folder, files: () => filesOf(folder) };
}

async function filesOf(folder: string): Promise<string[]> {
  const tenants = await readdir(folder);
  const names = await Promise.all(tenants.map(async (tenant) => await readdir(join(folder, tenant))));
  return tenants.flatMap((tenant, index) => names[index]!.map((name) => join(folder, tenant, name)));
}

async function open(storage: Storage, cacheFolder: string | undefined, over = {}): Promise<TenantIndex> {
  const options = { storage, tenant: "acme", model: "numbers", resident: true, recall: 0.97 } as const;
  const index = new TenantIndex({ ...options, clock: () => 1000, cacheFolder, ...over });
  await index.refresh();
  await index.segment.settled();
  return index;
}

/** What everybody together may find, in the database's terms. */
async function found({ segment: { rows }, labels }: TenantIndex) {
  const flags = new Uint8Array(labels.size + 1).fill(1, 1);
  const plan = planRows(rows!.labels, rows!.count, flags);
  const query = { plan, vector: vectorFrom(7, dimension), k: 50, pause: () => undefined };
  const { best, compared } = await searchRows(rows!, { ...query, effort: { type: "exact" } });
  expect(compared).toBe(plan.rows);
  return best.map(({ row, score }) => {
    return { chunk: rows!.chunks[row], label: labels.label(rows!.labels[row]!).id, score };
  });
}

describe("an index on disk", () => {
  it("is read instead of the vectors in the database", async () => {
    const { storage, folder } = await setUp();
    const expected = await found(await open(storage, folder));
    // Were they read, there would be nothing to find.
    await storage.updateTable("chunk").set({ vector: new Uint8Array() }).execute();
    expect(await found(await open(storage, folder))).toEqual(expected);
  });

  it("has what was added, deleted and moved since", async () => {
    const { storage, folder } = await setUp();
    await open(storage, folder);
    const [first, second] = await storage.selectFrom("document").select("id").limit(2).execute();
    await fill(storage, "acme", documents(50_000, 300), embeddings);
    await deleteDocument({
      storage,
      ledger: memoryLedger(),
      tenant: "acme",
      documentId: first!.id,
      reason: "requested",
    });
    await storage
      .updateTable("document")
      .set({ status: "quarantined", revision: 9000 })
      .where("id", "=", second!.id)
      .execute();
    await storage.updateTable("epoch").set({ value: 9000 }).where("name", "=", "documents:acme").execute();
    expect(await found(await open(storage, folder))).toEqual(await found(await open(storage, undefined)));
  });

  it.each([
    [
      "an edited byte",
      async (file: string) => {
        const bytes = await readFile(file);
        bytes[200_000]! ^= 1;
        await writeFile(file, bytes);
      },
    ],
    ["the end missing", (file: string) => truncate(file, 100_000)],
    ["nothing left in it", (file: string) => truncate(file, 0)],
    ["itself missing", (file: string) => rm(file)],
  ])("[G1] is built again from the database when the file has %s", async (_, damage) => {
    const { storage, folder, files } = await setUp();
    const expected = await found(await open(storage, folder));
    const [file] = await files();
    await damage(file!);
    expect(await found(await open(storage, folder))).toEqual(expected);
    const after = await files();
    expect(after).toHaveLength(1);
    expect(after).not.toEqual([file]);
  });

  it("[G1] is believed only where the database vouches for it, of its own tenant", async () => {
    const { storage, folder, files } = await setUp();
    const expected = await found(await open(storage, folder));
    await fill(storage, "other", documents(70_000, count), embeddings);
    await open(storage, folder, { tenant: "other" });
    // One tenant's file in the place of the other's.
    const [one, another] = await files();
    await writeFile(one!, await readFile(another!));
    const swapped = [await open(storage, folder), await open(storage, folder, { tenant: "other" })];
    expect(await found(swapped[0]!)).toEqual(expected);

    await storage.deleteFrom("index_snapshot").execute();
    expect(await found(await open(storage, folder))).toEqual(expected);
  });

  it("is no use to another model, another form of vectors, or a database that was set back", async () => {
    const { storage, folder } = await setUp();
    await open(storage, folder);
    const other = await open(storage, folder, { model: "letters" });
    expect(other.segment.rows).toBeUndefined();

    await open(storage, folder);
    const light = await open(storage, folder, { resident: false });
    expect(light.segment.rows!.layout.resident).toBe(false);

    await open(storage, folder);
    await storage.updateTable("epoch").set({ value: 100 }).where("name", "=", "documents:acme").execute();
    await storage.deleteFrom("document").where("revision", ">", 100).execute();
    const back = await open(storage, folder);
    expect(back.segment.rows!.count).toBe(100);
  });

  it("keeps nothing of a document that is deleted while a process uses it", async () => {
    const { storage, folder, files } = await setUp();
    const index = await open(storage, folder);
    expect(await files()).toHaveLength(1);
    const { id } = await storage.selectFrom("document").select("id").limit(1).executeTakeFirstOrThrow();
    await deleteDocument({
      storage,
      ledger: memoryLedger(),
      tenant: "acme",
      documentId: id,
      reason: "requested",
    });
    await index.refresh();
    await index.segment.settled();
    await expect.poll(files).toEqual([]);
    expect(await storage.selectFrom("index_snapshot").selectAll().execute()).toEqual([]);
  });

  it("can only be read by its owner", async () => {
    const { storage, folder, files } = await setUp();
    await open(storage, folder);
    const [file] = await files();
    expect((await stat(file!)).mode & 0o077).toBe(0);
    expect((await stat(join(file!, ".."))).mode & 0o077).toBe(0);
  });
});
