import { describe, expect, it } from "vitest";
import { SecureRetriever } from "../../../sdk/src/langchain/index.ts";
import { createWorld } from "./world.ts";

const documents = {
  "refunds.md": "# Refunds\n\nWrite to claims@acme.example within five days.",
  "finance/limits.md": "# Refund limits\n\nFinance signs refunds above 1,000.",
};

describe("SecureRetriever", () => {
  it("[G1] returns what the session's principal may read, with its metadata, and nothing else", async () => {
    const world = await createWorld(documents);
    const sourcesFor = async (user: string) => {
      const retriever = new SecureRetriever({ session: await world.startSession(user), k: 10 });
      return (await retriever.invoke("refund limits")).map(({ metadata }) => metadata.source).sort();
    };
    expect(await sourcesFor("ada")).toEqual(["finance/limits.md", "refunds.md"]);
    expect(await sourcesFor("ben")).toEqual(["refunds.md"]);
    await world.sallyport.close();
  });

  it("[G6] hands out redacted text only, to callbacks too", async () => {
    const world = await createWorld(documents);
    const traced: string[] = [];
    const retriever = new SecureRetriever({ session: await world.startSession("ben"), k: 5 });
    const [document] = await retriever.invoke("refunds", {
      callbacks: [{ handleRetrieverEnd: (found) => void traced.push(JSON.stringify(found)) }],
    });
    expect(document?.metadata).toEqual({
      documentId: expect.stringMatching(/^doc_/),
      chunk: 0,
      source: "refunds.md",
      title: "Refunds",
      label: expect.stringMatching(/^lbl_/),
      integrity: "trusted",
      verdict: "clean",
      score: expect.any(Number),
    });
    expect(traced).toHaveLength(1);
    for (const text of [document?.pageContent, ...traced]) expect(text).not.toContain("claims@acme.example");
    await world.sallyport.close();
  });

  it("runs a batch, each query on its own", async () => {
    const world = await createWorld(documents);
    const retriever = new SecureRetriever({ session: await world.startSession("ben"), k: 1 });
    expect(await retriever.batch(["refunds", "days"])).toHaveLength(2);
    await world.sallyport.close();
  });

  it("takes the options of a search, and refuses what it does not know", async () => {
    const world = await createWorld(documents);
    const session = await world.startSession("ada");
    const narrow = new SecureRetriever({
      session,
      filter: { sources: ["finance/*"] },
      mode: "hybrid",
      tags: ["a"],
    });
    const found = await narrow.invoke("refund limits");
    expect(found.map(({ metadata }) => metadata.source)).toEqual(["finance/limits.md"]);
    const mistaken = new SecureRetriever({ session, filters: { sources: ["finance/*"] } } as never);
    await expect(mistaken.invoke("refund limits")).rejects.toThrow("filters is not an option");
    expect(() => new SecureRetriever({} as never)).toThrow("startSession");
    await world.sallyport.close();
  });
});
