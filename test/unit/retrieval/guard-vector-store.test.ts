import { FunctionalTranslator } from "@langchain/core/structured_query";
import { FakeVectorStore } from "@langchain/core/utils/testing";
import { describe, expect, it } from "vitest";
import { editLabel, storeLabel } from "../../../sdk/src/ingest/index.ts";
import { createLabel } from "../../../sdk/src/policy/index.ts";
import type { Screener } from "../../../sdk/src/screening/index.ts";
import { everything, openRooms, person, sessionFor, wordScreener } from "./support.ts";

const clerk = person("carla", "acme");
const accountant = person("frank", "acme", { roles: ["finance"] });

const labelFor = (readers: { everyone?: boolean; roles?: string[] }) =>
  createLabel({ tenant: "acme", readers, classification: "internal", integrity: "trusted", owner: "olga" });
const open = labelFor({ everyone: true });
const finance = labelFor({ roles: ["finance"] });

const inbound = createLabel({
  tenant: "acme",
  readers: { everyone: true },
  classification: "internal",
  integrity: "untrusted",
  owner: "olga",
});

const document = (pageContent: string) => ({
  pageContent,
  metadata: { source: `${pageContent.slice(0, 6)}.md` },
});

async function opened(change: { store?: FakeVectorStore; screener?: Screener } = {}) {
  const { store: _, ...rest } = change;
  const rooms = await openRooms(rest);
  await storeLabel({ ...rooms, label: open });
  await storeLabel({ ...rooms, label: finance });
  const store = change.store ?? new FakeVectorStore(rooms.embeddings as never);
  const guarded = rooms.retrieval.guardVectorStore({
    store,
    tenant: "acme",
    filter: new FunctionalTranslator(),
  });
  const search = async (who: typeof clerk, query = "text", k = 10) =>
    (await guarded.search(sessionFor(who), query, { k })).hits.map((hit) => hit.text).sort();
  return { ...rooms, store, guarded, search };
}

describe("guardVectorStore", () => {
  it("[G1] hands out only what the reader's labels permit, redacted and recorded", async () => {
    const { guarded, search, ledger } = await opened();
    await guarded.addDocuments([document("open text"), document("SECRET text")], open);
    await guarded.addDocuments([document("finance text")], finance);
    expect(await search(clerk)).toEqual(["[[SECRET]] text", "open text"]);
    expect(await search(accountant)).toEqual(["[[SECRET]] text", "finance text", "open text"]);
    expect(await search(person("carla", "acme", { clearance: "public" }))).toEqual([]);
    expect(ledger.receipts.at(-1)?.type).toBe("retrieval-performed");
    const session = sessionFor(clerk);
    await guarded.search(session, "open text", { k: 1 });
    expect(session.sources).toMatchObject([{ text: "open text", label: open }]);
  });

  it("follows a label that is edited, without touching the store", async () => {
    const { guarded, search, storage, ledger } = await opened();
    await guarded.addDocuments([document("open text")], open);
    const change = { readers: { roles: ["finance"] } };
    await editLabel({ storage, ledger, tenant: "acme", labelId: open.id, change, actor: "olga" });
    expect(await search(clerk)).toEqual([]);
    expect(await search(accountant)).toEqual(["open text"]);
  });

  it("does not believe the store: what it lets slip through is dropped, and more is fetched in its place", async () => {
    const rooms = await openRooms();
    const leaky = new FakeVectorStore(rooms.embeddings as never);
    const honest = leaky.similaritySearchVectorWithScore.bind(leaky);
    let calls = 0;
    // Filters when it is probed, and never again.
    leaky.similaritySearchVectorWithScore = (vector, k, filter) =>
      honest(vector, k, calls++ === 0 ? filter : undefined);
    const { guarded, search } = await opened({ store: leaky });
    await guarded.addDocuments(
      Array.from({ length: 30 }, () => document("finance text")),
      finance,
    );
    await guarded.addDocuments([document("another open text"), document("some open text")], open);
    expect(await search(clerk, "text", 2)).toEqual(["another open text", "some open text"]);
    expect(calls).toBeGreaterThan(2);
  });

  it("refuses a store that does not filter", async () => {
    const rooms = await openRooms();
    const deaf = new FakeVectorStore(rooms.embeddings as never);
    const search = deaf.similaritySearchVectorWithScore.bind(deaf);
    deaf.similaritySearchVectorWithScore = (vector, k) => search(vector, k);
    const { guarded } = await opened({ store: deaf });
    await guarded.addDocuments([document("open text")], open);
    const asked = guarded.search(sessionFor(clerk), "text");
    await expect(asked).rejects.toMatchObject({ code: "ERR_RETRIEVAL_STORE" });
  });

  it("drops documents without a label, or with one that somebody made up", async () => {
    const { store, search } = await opened();
    await store.addDocuments([
      document("no label"),
      { ...document("forged"), metadata: { label: "lbl_forged" } },
    ]);
    expect(await search(accountant)).toEqual([]);
  });

  it("drops what screening quarantines now, and waits for screening that takes its time", async () => {
    const { detectorVersion, screen } = wordScreener();
    const slow = { detectorVersion, screen: async (text: string, context: never) => screen(text, context) };
    for (const screener of [wordScreener(), slow as never]) {
      const { guarded, search } = await opened({ screener });
      await guarded.addDocuments([document("open text"), document("POISON text")], open);
      expect(await search(clerk)).toEqual(["open text"]);
    }
  });

  it("lets untrusted documents fill no more of a result than door 1 does", async () => {
    const rooms = await opened();
    const { guarded, search, ledger } = rooms;
    await storeLabel({ ...rooms, label: inbound });
    await guarded.addDocuments(
      ["one", "two", "three", "four", "five", "six"].map((number) => document(`planted text ${number}`)),
      inbound,
    );
    await guarded.addDocuments([document("open text"), document("other text of ours")], open);
    const found = await search(clerk, "planted text", 5);
    expect(found.filter((text) => text.startsWith("planted")).length).toBeLessThanOrEqual(2);
    expect(found).toEqual(expect.arrayContaining(["open text", "other text of ours"]));
    expect(ledger.receipts.at(-1)?.facts).toMatchObject({ corpus: expect.any(Array) });
  });

  it("[G5] gives nobody a document that was revoked", async () => {
    const { guarded, search, revocations } = await opened();
    await guarded.addDocuments([document("open text"), document("other text")], open);
    const { hits } = await guarded.search(sessionFor(clerk), "open text", { k: 1 });
    const subject = hits[0]!.documentId;
    await revocations.revoke({ kind: "document", subject, reason: "wrong", actor: "olga" });
    expect(await search(clerk)).toEqual(["other text"]);
  });

  it("asks the store nothing for somebody who may read nothing", async () => {
    const { guarded, store } = await opened();
    store.similaritySearchVectorWithScore = () => {
      throw new Error("asked");
    };
    const nobody = sessionFor(clerk, { scopes: { ...everything, actions: ["call_tool"] } });
    expect((await guarded.search(nobody, "text")).hits).toEqual([]);
  });

  it("refuses another tenant's session, and labels that are not stored", async () => {
    const { guarded } = await opened();
    const foreign = guarded.search(sessionFor(person("eve", "zenith")), "text");
    await expect(foreign).rejects.toMatchObject({ code: "ERR_RETRIEVAL_STORE" });
    const unknown = guarded.addDocuments([document("x")], labelFor({ roles: ["nobody"] }));
    await expect(unknown).rejects.toMatchObject({ code: "ERR_RETRIEVAL_STORE" });
  });
});
