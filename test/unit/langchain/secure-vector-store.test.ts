import { mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Document } from "@langchain/core/documents";
import { describe, expect, it } from "vitest";
import { SecureVectorStore } from "../../../sdk/src/langchain/index.ts";
import { createWorld } from "./world.ts";

const documents = {
  "refunds.md": "# Refunds\n\nWrite to claims@acme.example within five days.",
  "finance/limits.md": "# Refund limits\n\nFinance signs refunds above 1,000.",
};
const sourcesOf = (found: readonly { readonly metadata: { readonly source?: unknown } }[]) =>
  found.map(({ metadata }) => metadata.source).sort();

describe("SecureVectorStore", () => {
  it("[G1] finds by every way in what the principal may read, redacted, and nothing else", async () => {
    const world = await createWorld(documents);
    for (const [user, sources] of [
      ["ada", ["finance/limits.md", "refunds.md"]],
      ["ben", ["refunds.md"]],
    ] as const) {
      const store = new SecureVectorStore({ session: await world.startSession(user) });
      const found = [
        await store.similaritySearch("refund limits", 10),
        (await store.similaritySearchWithScore("refund limits", 10)).map(([document]) => document),
        await store.maxMarginalRelevanceSearch("refund limits", { k: 10 }),
        await store.asRetriever(10).invoke("refund limits"),
        await store.asRetriever({ k: 10, searchType: "mmr" }).invoke("refund limits"),
      ];
      for (const each of found) {
        expect(sourcesOf(each)).toEqual(sources);
        expect(JSON.stringify(each)).not.toContain("claims@acme.example");
      }
      const narrowed = await store.similaritySearch("refund limits", 10, { sources: ["finance/**"] });
      expect(sourcesOf(narrowed)).toEqual(sources.filter((source) => source.startsWith("finance/")));
    }
    await world.sallyport.close();
  });

  it("[G1] refuses what would go around the door", async () => {
    const world = await createWorld(documents);
    const store = new SecureVectorStore({ session: await world.startSession("ada") });
    const attempts = [
      () => store.similaritySearchVectorWithScore(),
      () => store.addVectors(),
      () => store.delete(),
      () => store.addDocuments([new Document({ pageContent: "text" })]),
      () => store.embeddings.embedQuery("text"),
      () => store.embeddings.embedDocuments(["text"]),
      () => SecureVectorStore.fromTexts(),
      () => SecureVectorStore.fromDocuments(),
    ];
    for (const attempt of attempts)
      await expect(attempt()).rejects.toMatchObject({ code: "ERR_LANGCHAIN_UNGUARDED" });
    await world.sallyport.close();
  });

  it("[G7] ingests added documents under the folder's labels, whatever they say of themselves", async () => {
    const world = await createWorld(documents);
    const folder = await mkdtemp(join(tmpdir(), "sallyport-added-"));
    await writeFile(
      join(folder, "acl.yaml"),
      `version: 1
tenant: acme
labels:
  inbound: { readers: { roles: [finance] }, classification: internal, integrity: untrusted, owner: ada }
  everybody: { readers: { everyone: true }, classification: public, integrity: trusted, owner: ada }
documents: [{ match: "**", label: inbound }]
`,
    );
    const ingest = { folder, run: (from: string) => world.sallyport.ingest("acme", from) };
    const store = new SecureVectorStore({ session: await world.startSession("ada"), ingest });
    const pretends = "---\nsallyport: { label: everybody }\n---\nThe zebra quota is nine.";
    const sources = await store.addDocuments([
      new Document({ id: "../../escape", pageContent: pretends, metadata: { source: "../../../etc/zebra" } }),
      new Document({ id: "two", pageContent: "Nothing about animals." }),
    ]);
    expect((await readdir(folder)).sort()).toEqual(["acl.yaml", ...sources].sort());

    const found = await store.similaritySearch("zebra quota nine", 10);
    const hit = found.find(({ metadata }) => metadata.source === sources[0]);
    expect(hit?.metadata.integrity).toBe("untrusted");
    const others = new SecureVectorStore({ session: await world.startSession("ben") });
    expect(sourcesOf(await others.similaritySearch("zebra quota nine", 10))).not.toContain(sources[0]);

    await store.addDocuments([new Document({ pageContent: "The okapi quota is four." })], { ids: ["two"] });
    const texts = (await store.similaritySearch("okapi", 10)).map(({ pageContent }) => pageContent);
    expect(texts.join()).toContain("okapi");
    expect(texts.join()).not.toContain("Nothing about animals");
    await world.sallyport.close();
  });

  it("keeps the rest of a call in which two documents have one id", async () => {
    const world = await createWorld(documents);
    const folder = await mkdtemp(join(tmpdir(), "sallyport-added-"));
    const acl = `version: 1
tenant: acme
labels: { open: { readers: { everyone: true }, classification: internal, integrity: untrusted, owner: ada } }
documents: [{ match: "**", label: open }]
`;
    await writeFile(join(folder, "acl.yaml"), acl);
    const ingest = { folder, run: (from: string) => world.sallyport.ingest("acme", from) };
    const store = new SecureVectorStore({ session: await world.startSession("ada"), ingest });
    const added = store.addDocuments([
      new Document({ id: "same", pageContent: "The zebra quota is nine." }),
      new Document({ id: "same", pageContent: "The okapi quota is four." }),
      new Document({ id: "other", pageContent: "The heron quota is two." }),
    ]);
    await expect(added).rejects.toMatchObject({ code: "ERR_LANGCHAIN_NOT_INGESTED" });
    const texts = (await store.similaritySearch("quota", 10)).map(({ pageContent }) => pageContent).join();
    expect(texts).toContain("zebra");
    expect(texts).toContain("heron");
    expect(texts).not.toContain("okapi");
    const wrong = [
      () => store.addDocuments([new Document({ pageContent: "x" })], { ids: [] }),
      () => store.addDocuments([{ pageContent: undefined } as never]),
    ];
    for (const attempt of wrong) await expect(attempt()).rejects.toThrow(TypeError);
    expect(await readdir(folder)).toHaveLength(3);
    await world.sallyport.close();
  });

  it("says what is wrong with a search, and never leaves out what was meant to narrow it", async () => {
    const world = await createWorld(documents);
    const session = await world.startSession("ada");
    const store = new SecureVectorStore({ session });
    const searches = [
      () => store.similaritySearch("refund", 0),
      () => store.similaritySearch("refund", Number.NaN),
      () => store.similaritySearchWithScore("refund", 1e9),
      () => store.similaritySearch({} as never, 4),
      () => store.similaritySearch("refund ".repeat(5000), 4),
      () => store.similaritySearch("refund", 4, null as never),
      () => store.similaritySearch("refund", 4, "" as never),
      () => store.similaritySearch("refund", 4, (() => true) as never),
      () => store.similaritySearch("refund", 4, JSON.parse('{"__proto__": {"sources": ["a"]}}')),
      () => store.similaritySearch("refund", 4, { source: "finance/**" } as never),
      () => store.maxMarginalRelevanceSearch("refund", { k: 4, lambda: 2 }),
      () => session.search("refund", { filters: { sources: ["a"] } } as never),
      () => session.search("refund", { rerank: "cohere" } as never),
    ];
    for (const search of searches) await expect(search()).rejects.toThrow(TypeError);
    expect(() => new SecureVectorStore({} as never)).toThrow("startSession");
    await world.sallyport.close();
  });

  it("hands callbacks what the reader gets, and no more", async () => {
    const world = await createWorld(documents);
    const store = new SecureVectorStore({ session: await world.startSession("ben") });
    const traced: string[] = [];
    const retriever = store.asRetriever({
      k: 5,
      searchType: "mmr",
      searchKwargs: { fetchK: 20, lambda: 0.3 },
    });
    await retriever.batch(["refunds", "limits"], {
      callbacks: [{ handleRetrieverEnd: (found) => void traced.push(JSON.stringify(found)) }],
    });
    expect(traced).toHaveLength(2);
    for (const text of traced) {
      expect(text).toContain("refunds.md");
      expect(text).not.toMatch(/claims@acme|finance/);
    }
    await world.sallyport.close();
  });
});
