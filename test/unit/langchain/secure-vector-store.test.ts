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
    ];
    for (const attempt of attempts)
      await expect(attempt()).rejects.toMatchObject({ code: "ERR_LANGCHAIN_UNGUARDED" });
    expect(() => SecureVectorStore.fromTexts(["text"], [], store.embeddings, {})).toThrow();
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

    await store.addDocuments([new Document({ id: "two", pageContent: "The okapi quota is four." })]);
    const texts = (await store.similaritySearch("okapi", 10)).map(({ pageContent }) => pageContent);
    expect(texts.join()).toContain("okapi");
    expect(texts.join()).not.toContain("Nothing about animals");
    await world.sallyport.close();
  });
});
