import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { PolicyEngine } from "../../../sdk/src/policy/index.ts";
import { openRetrieval } from "../../../sdk/src/retrieval/index.ts";
import { aclFor, everything, folderOf, openRooms, person, sessionFor, wordScreener } from "./support.ts";

const clerk = person("carla", "acme");
const accountant = person("frank", "acme", { roles: ["finance"] });
const stranger = person("carla", "zenith", { roles: ["finance"] });

const files = {
  "acl.yaml": aclFor("acme"),
  "all/holiday.md": "# Holiday\n\nStaff take holiday in august.",
  "all/salary.md": "# Pay day\n\nThe salary is paid on the last day. SECRET",
  "finance/salary.md": "# Salary table\n\nThe salary table of all staff: 1000 2000 3000.",
  "other/salary.md": "# Salary\n\nNobody labelled this salary note.",
};

describe("search", () => {
  it("[G1] returns what the reader's labels permit and nothing else", async () => {
    const rooms = await openRooms();
    await rooms.ingest("acme", await folderOf(files));
    const sourcesFor = async (who: typeof clerk) => {
      const { hits } = await rooms.retrieval.search(sessionFor(who), "salary table staff", { k: 10 });
      return hits.map((hit) => hit.source).sort();
    };
    expect(await sourcesFor(clerk)).toEqual(["all/holiday.md", "all/salary.md"]);
    expect(await sourcesFor(accountant)).toEqual(["all/holiday.md", "all/salary.md", "finance/salary.md"]);
    expect(await sourcesFor(stranger)).toEqual([]);
  });

  it("embeds nothing and scans nothing for someone who may read nothing", async () => {
    const rooms = await openRooms();
    await rooms.ingest("acme", await folderOf(files));
    const before = rooms.embeddings as { calls?: number };
    const calls = before.calls;
    const result = await rooms.retrieval.search(sessionFor(stranger), "salary");
    expect(result.hits).toEqual([]);
    expect(result.permittedLabels).toBe(0);
    expect(result.receipt.decision?.outcome).toBe("deny");
    expect(before.calls).toBe(calls);
  });

  it("redacts, notes in the session and leaves a receipt without the question's text", async () => {
    const rooms = await openRooms();
    await rooms.ingest("acme", await folderOf(files));
    const session = sessionFor(clerk);
    const { hits, receipt, policies } = await rooms.retrieval.search(session, "salary paid", { k: 1 });
    expect(hits[0]).toMatchObject({
      source: "all/salary.md",
      chunk: 0,
      title: "Pay day",
      integrity: "trusted",
      verdict: "clean",
    });
    expect(hits[0]?.text).toContain("[[SECRET]]");
    expect(session.sources).toEqual([
      {
        type: "document",
        // The session, which no model sees, knows what redaction hid: it came from there all the same.
        text: expect.not.stringContaining("[[SECRET]]"),
        shown: hits[0]?.text,
        integrity: "trusted",
        label: hits[0]?.label,
        origin: hits[0]?.documentId,
        name: "all/salary.md",
      },
    ]);
    expect(policies.length).toBeGreaterThan(0);
    expect(receipt).toMatchObject({
      type: "retrieval-performed",
      principal: "carla",
      agents: ["helper"],
      session: "ses_1",
    });
    expect(receipt.facts).toMatchObject({ documents: [hits[0]?.documentId], returned: 1 });
    expect(JSON.stringify(receipt)).not.toContain("salary paid");
  });

  it("[G3] returns nothing when the chain's scopes leave out reading", async () => {
    const rooms = await openRooms();
    await rooms.ingest("acme", await folderOf(files));
    const session = sessionFor(clerk, { scopes: { ...everything, actions: ["call_tool"] } });
    const result = await rooms.retrieval.search(session, "salary");
    expect(result.hits).toEqual([]);
    expect(result.receipt.decision?.outcome).toBe("deny");
  });

  it("[G3] reads no higher than the delegation's clearance", async () => {
    const rooms = await openRooms();
    await rooms.ingest("acme", await folderOf(files));
    const session = sessionFor(accountant, { scopes: { ...everything, clearance: "internal" } });
    const { hits } = await rooms.retrieval.search(session, "salary", { k: 9 });
    expect(hits.map((hit) => hit.source).sort()).toEqual(["all/holiday.md", "all/salary.md"]);
  });

  it("[G8] an agent of another tenant in the chain takes every label away", async () => {
    const rooms = await openRooms();
    await rooms.ingest("acme", await folderOf(files));
    const foreign = (await sessionFor(stranger).authorize("sha256:x")).agents;
    const result = await rooms.retrieval.search(sessionFor(clerk, { agents: foreign }), "salary");
    expect(result.hits).toEqual([]);
  });

  it("[G5] a revoked document or label is gone from the next search", async () => {
    const rooms = await openRooms();
    await rooms.ingest("acme", await folderOf(files));
    const search = async () =>
      (await rooms.retrieval.search(sessionFor(accountant), "salary", { k: 9 })).hits;
    const before = await search();
    const salary = before.find((hit) => hit.source === "all/salary.md")!;
    await rooms.revocations.revoke({
      kind: "document",
      subject: salary.documentId,
      reason: "wrong",
      actor: "olga",
    });
    expect((await search()).map((hit) => hit.source)).not.toContain("all/salary.md");
    const finance = before.find((hit) => hit.source === "finance/salary.md")!;
    const revoked = await rooms.revocations.revoke({
      kind: "label",
      subject: finance.label.id,
      reason: "audit",
      actor: "olga",
    });
    expect((await search()).map((hit) => hit.source)).toEqual(["all/holiday.md"]);
    await rooms.revocations.lift(revoked.id, "olga");
    expect((await search()).map((hit) => hit.source).sort()).toEqual(["all/holiday.md", "finance/salary.md"]);
  });

  it("sees a changed label, a changed text and a deleted file at the next search", async () => {
    const rooms = await openRooms();
    const folder = await folderOf(files);
    await rooms.ingest("acme", folder);
    const sources = async () =>
      (await rooms.retrieval.search(sessionFor(clerk), "salary", { k: 9 })).hits
        .map((hit) => hit.source)
        .sort();
    expect(await sources()).toEqual(["all/holiday.md", "all/salary.md"]);
    await writeFile(join(folder, "acl.yaml"), aclFor("acme").replace('"all/**"', '"{all,other}/**"'));
    await rm(join(folder, "all/holiday.md"));
    await rooms.ingest("acme", folder);
    expect(await sources()).toEqual(["all/salary.md", "other/salary.md"]);
  });

  it("quarantines a document at search when newer detectors find it hostile, and refills the result", async () => {
    const rooms = await openRooms();
    await rooms.ingest("acme", await folderOf(files));
    const { storage, ledger, revocations, policy, clock, embeddings } = rooms;
    const later = await openRooms({ storage, clock, embeddings, screener: wordScreener("2", "last day") });
    const { hits } = await later.retrieval.search(sessionFor(clerk), "salary paid", { k: 1 });
    expect(hits.map((hit) => hit.source)).toEqual(["all/holiday.md"]);
    expect(later.ledger.receipts.map((receipt) => receipt.type)).toEqual([
      "document-quarantined",
      "retrieval-performed",
    ]);
    expect([ledger, revocations, policy]).toBeDefined();
    const old = await rooms.retrieval.search(sessionFor(clerk), "salary paid", { k: 1 });
    expect(old.hits.map((hit) => hit.source)).toEqual(["all/holiday.md"]);
  });

  it("treats what screening suspects as untrusted", async () => {
    const rooms = await openRooms();
    await rooms.ingest("acme", await folderOf({ "acl.yaml": aclFor("acme"), "all/a.md": "An ODD text." }));
    const { hits } = await rooms.retrieval.search(sessionFor(clerk), "text");
    expect(hits[0]).toMatchObject({ verdict: "suspicious", integrity: "untrusted" });
  });

  it("stops returning a document at the very moment its retention ends", async () => {
    let now = 1_000_000;
    const rooms = await openRooms({ clock: () => now });
    await rooms.ingest("acme", await folderOf({ "acl.yaml": aclFor("acme"), "mail/a.md": "Old mail." }));
    const count = async () => (await rooms.retrieval.search(sessionFor(clerk), "mail")).hits.length;
    expect(await count()).toBe(1);
    now += 24 * 60 * 60_000;
    expect(await count()).toBe(0);
  });

  it("refuses vectors of another embedding model", async () => {
    const rooms = await openRooms();
    await rooms.ingest("acme", await folderOf(files));
    const other = await openRooms({
      storage: rooms.storage,
      embeddings: { ...rooms.embeddings, model: "other" },
    });
    await expect(other.retrieval.search(sessionFor(clerk), "salary")).rejects.toMatchObject({
      code: "ERR_RETRIEVAL_MODEL_MISMATCH",
    });
  });

  it("refuses a k that is no count", async () => {
    const { retrieval } = await openRooms();
    for (const k of [0, -1, 1.5, Number.NaN, 1001]) {
      await expect(retrieval.search(sessionFor(clerk), "x", { k })).rejects.toThrow(TypeError);
    }
  });
});

describe("policies that are replaced while the process runs", () => {
  const deny = { type: "deny", policies: [], reason: "no" } as const;

  it("[G2] decide the next search, and the one that is under way", async () => {
    const rooms = await openRooms();
    await rooms.ingest("acme", await folderOf(files));
    let isClosed = false;
    const { policy } = rooms;
    const replaceable: PolicyEngine = {
      get policyHash() {
        return isClosed ? "sha256:closed" : policy.policyHash;
      },
      decide: (request) =>
        isClosed ? { ...deny, code: "forbidden", policyHash: "sha256:closed" } : policy.decide(request),
    };
    const retrieval = openRetrieval({ ...rooms, policy: replaceable });
    const session = sessionFor(clerk);
    expect((await retrieval.search(session, "salary")).hits).not.toEqual([]);
    const rerank = async (_: string, texts: readonly string[]) => {
      isClosed = true;
      return texts.map(() => 1);
    };
    expect((await retrieval.search(session, "salary", { rerank })).hits).toEqual([]);
    expect((await retrieval.search(session, "salary")).hits).toEqual([]);
    isClosed = false;
    expect((await retrieval.search(session, "salary")).hits).not.toEqual([]);
  });

  it("[G8] deny while the engine fails, and no longer", async () => {
    const rooms = await openRooms();
    await rooms.ingest("acme", await folderOf(files));
    let fails = true;
    const { policy } = rooms;
    const failing: PolicyEngine = {
      policyHash: policy.policyHash,
      decide: (request) =>
        fails ? { ...deny, code: "not-evaluable", policyHash: policy.policyHash } : policy.decide(request),
    };
    const retrieval = openRetrieval({ ...rooms, policy: failing });
    expect((await retrieval.search(sessionFor(clerk), "salary")).hits).toEqual([]);
    fails = false;
    expect((await retrieval.search(sessionFor(clerk), "salary")).hits).not.toEqual([]);
  });
});

describe("who can read", () => {
  it("names the people and how they match, and says why not for the others", async () => {
    const rooms = await openRooms();
    await rooms.ingest("acme", await folderOf(files));
    const { hits } = await rooms.retrieval.search(sessionFor(accountant), "salary table", { k: 9 });
    const finance = hits.find((hit) => hit.source === "finance/salary.md")!;
    const readers = await rooms.retrieval.whoCanRead(finance.documentId, [clerk, accountant, stranger]);
    expect(readers.map((reader) => [reader.principal.id, reader.matchedBy])).toEqual([["frank", ["role"]]]);
    expect(readers[0]?.policies.length).toBeGreaterThan(0);
    expect(await rooms.retrieval.explainRead(clerk, finance.documentId)).toMatchObject({
      allowed: false,
      matchedBy: [],
    });
    await expect(rooms.retrieval.explainRead(stranger, finance.documentId)).rejects.toMatchObject({
      code: "ERR_RETRIEVAL_UNKNOWN_DOCUMENT",
    });
  });

  it("refuses a named reader whose clearance is too low, and says why", async () => {
    const rooms = await openRooms();
    await rooms.ingest("acme", await folderOf(files));
    const { hits } = await rooms.retrieval.search(sessionFor(accountant), "salary table", { k: 9 });
    const finance = hits.find((hit) => hit.source === "finance/salary.md")!;
    const uncleared = person("greta", "acme", { roles: ["finance"], clearance: "public" });
    const explanation = await rooms.retrieval.explainRead(uncleared, finance.documentId);
    expect(explanation).toMatchObject({ allowed: false, matchedBy: ["role"] });
    expect(explanation.reason).not.toBe("");
  });
});
