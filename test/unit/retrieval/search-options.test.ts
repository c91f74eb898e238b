import { describe, expect, it } from "vitest";
import type { SearchOptions } from "../../../sdk/src/retrieval/index.ts";
import { aclFor, folderOf, openRooms, person, sessionFor } from "./support.ts";

const clerk = person("carla", "acme");
const accountant = person("frank", "acme", { roles: ["finance"] });

const long = (word: string) => Array.from({ length: 90 }, (_, index) => `${word}${index % 9}`).join(" ");
const files = {
  "acl.yaml": aclFor("acme"),
  "all/refund.md": "# Refunds\n\nA refund is paid within thirty days. SECRET",
  "all/refund-copy.md": "# Refunds\n\nA refund is paid within thirty days. Indeed.",
  "all/holiday.html": "<h1>Holiday</h1><p>Holiday in august, and no refund of travel.</p>",
  "all/guide.md": [long("alpha"), long("beta"), long("gamma"), long("delta")].join("\n\n"),
  "mail/supplier.md": "Please pay the invoice of zebra limited.",
  "finance/zebra.md": "# Zebra\n\nThe zebra account owes an invoice. zebra zebra zebra",
  "finance/refund.md": "# Refund limits\n\nA refund above the limit needs two people.",
};

async function opened() {
  const rooms = await openRooms();
  await rooms.ingest("acme", await folderOf(files));
  const search = async (query: string, options: SearchOptions = {}, who = clerk) =>
    (await rooms.retrieval.search(sessionFor(who), query, { k: 20, ...options })).hits;
  const sources = async (query: string, options: SearchOptions = {}, who = clerk) =>
    [...new Set((await search(query, options, who)).map((hit) => hit.source))].sort();
  return { ...rooms, search, sources };
}

describe("filter", () => {
  it.each<[SearchOptions["filter"] & object, readonly string[]]>([
    [{ sources: ["all/refund*"] }, ["all/refund-copy.md", "all/refund.md"]],
    [{ mediaTypes: ["text/html"] }, ["all/holiday.html"]],
    [{ integrity: ["untrusted"] }, ["mail/supplier.md"]],
    [{ sources: ["**"], integrity: ["untrusted"], mediaTypes: ["text/html"] }, []],
    [{ ingestedFrom: 1_000_001 }, []],
    [{ ingestedUntil: 999_999 }, []],
    [{ classification: ["confidential"] }, []],
    [{ tags: ["customer-data"] }, []],
  ])("lets through what satisfies %o", async (filter, expected) => {
    const { sources } = await opened();
    expect(await sources("refund invoice", { filter })).toEqual(expected);
    expect(await sources("refund invoice", { filter, mode: "hybrid" })).toEqual(expected);
  });

  it("[G1] cannot be used to reach what the reader may not read", async () => {
    const { sources, search, storage } = await opened();
    const [zebra] = await search("zebra", { filter: { sources: ["finance/zebra.md"] } }, accountant);
    expect(zebra?.source).toBe("finance/zebra.md");
    const { id } = await storage
      .selectFrom("document")
      .select("id")
      .where("source", "=", "finance/zebra.md")
      .executeTakeFirstOrThrow();
    for (const filter of [
      { documentIds: [id] },
      { sources: ["finance/**"] },
      { classification: ["confidential"] as const },
    ]) {
      expect(await sources("zebra", { filter })).toEqual([]);
    }
  });

  it.each([
    ["an unknown key", { source: "all/**" }],
    ["an empty list", { sources: [] }],
    ["a wrong value", { integrity: ["superb"] }],
    ["something else", "all/**"],
  ])("refuses %s instead of leaving it out", async (_, filter) => {
    const { search } = await opened();
    await expect(search("refund", { filter: filter as object })).rejects.toThrow(TypeError);
  });
});

describe("minScore", () => {
  it("leaves out what is too far from the question", async () => {
    const { search } = await opened();
    const all = await search("refund paid");
    const close = await search("refund paid", { minScore: 0.3 });
    expect(close.length).toBeGreaterThan(0);
    expect(close).toEqual(all.filter(({ score }) => score >= 0.3));
  });
});

describe("hybrid", () => {
  it("finds by words what meaning alone ranks lower", async () => {
    const { search } = await opened();
    const [first] = await search("zebra limited", { mode: "hybrid", k: 1 });
    expect(first?.source).toBe("mail/supplier.md");
  });

  it("[G1] counts how rare a word is over permitted chunks alone", async () => {
    const rooms = await opened();
    const before = await rooms.search("zebra refund invoice", { mode: "hybrid" });
    // To the clerk's search it must make no difference that a thousand more secret documents say "refund".
    const { fill } = await import("./corpus.ts");
    const secret = Array.from({ length: 1000 }, (_, index) => ({
      text: `refund refund ${index}`,
      readers: ["finance"],
    }));
    await fill(rooms.storage, "acme", secret, rooms.embeddings);
    expect(await rooms.search("zebra refund invoice", { mode: "hybrid" })).toEqual(before);
    expect(await rooms.search("zebra refund invoice", { mode: "hybrid" }, accountant)).not.toEqual(before);
  });
});

describe("diversity", () => {
  it("puts something else before a repetition", async () => {
    const { search } = await opened();
    const plain = await search("a refund is paid within thirty days", { k: 2 });
    expect(plain.map((hit) => hit.title)).toEqual(["Refunds", "Refunds"]);
    const diverse = await search("a refund is paid within thirty days", { k: 2, diversity: 0.6 });
    expect(new Set(diverse.map((hit) => hit.title)).size).toBe(2);
  });
});

describe("neighbours", () => {
  it("adds the text before and after, of the same document, without repeating the overlap", async () => {
    const { search } = await opened();
    const options = { filter: { sources: ["all/guide.md"] }, k: 1 };
    const [alone] = await search("gamma0 gamma1", options);
    const [around] = await search("gamma0 gamma1", { ...options, neighbours: 1 });
    expect(around?.chunk).toBe(alone?.chunk);
    expect(around?.text).toContain(alone?.text ?? "-");
    expect(around?.text).toContain("beta8");
    expect(around?.text.match(/gamma0/g)).toHaveLength(alone?.text.match(/gamma0/g)?.length ?? -1);
  });

  it("ends where the document ends, and adds no other document", async () => {
    const { search } = await opened();
    const [hit] = await search("refund paid", {
      filter: { sources: ["all/refund.md"] },
      k: 1,
      neighbours: 5,
    });
    expect(hit?.text).toBe("# Refunds\n\nA refund is paid within thirty days. [[SECRET]]");
  });
});

describe("rerank", () => {
  it("[G6] sees only what the reader would see, redacted, and decides on the order", async () => {
    const { search } = await opened();
    const seen: string[] = [];
    const rerank: NonNullable<SearchOptions["rerank"]> = async (_, texts) => {
      seen.push(...texts);
      return texts.map((text) => (text.includes("august") ? 1 : 0));
    };
    const hits = await search("refund", { rerank, k: 2 });
    expect(hits).toHaveLength(2);
    expect(hits[0]).toMatchObject({ source: "all/holiday.html", score: 1 });
    expect(seen.join()).toContain("[[SECRET]]");
    expect(seen.join()).not.toMatch(/days\. SECRET|zebra account/);
  });

  it.each([[[1]], [[Number.NaN, 1, 1, 1, 1, 1, 1, 1]]])(
    "returns nothing when it answers %o",
    async (scores) => {
      const { search } = await opened();
      await expect(search("refund", { rerank: async () => scores })).rejects.toMatchObject({
        code: "ERR_RETRIEVAL_RERANKER",
      });
    },
  );
});

describe("options", () => {
  it.each<[string, object]>([
    ["mode", { mode: "lexical" }],
    ["minScore", { minScore: Number.NaN }],
    ["minScore with hybrid", { minScore: 0.5, mode: "hybrid" }],
    ["diversity", { diversity: 1.5 }],
    ["neighbours", { neighbours: 6 }],
  ])("refuses a wrong %s", async (_, options) => {
    const { search } = await opened();
    await expect(search("refund", options)).rejects.toThrow(TypeError);
  });
});
