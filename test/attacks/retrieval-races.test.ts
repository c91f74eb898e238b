import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FunctionalTranslator } from "@langchain/core/structured_query";
import { FakeVectorStore } from "@langchain/core/utils/testing";
import { describe, expect, it } from "vitest";
import type { Digest } from "../../sdk/src/crypto/index.ts";
import { deleteDocument, editLabel, labelDocuments, storeLabel } from "../../sdk/src/ingest/index.ts";
import { createLabel } from "../../sdk/src/policy/index.ts";
import { openStorage } from "../../sdk/src/storage/index.ts";
import { aclFor, folderOf, openRooms, person, sessionFor } from "../unit/retrieval/support.ts";

const clerk = person("carla", "acme");
const files = {
  "acl.yaml": aclFor("acme"),
  "all/secret.md": "The merger is signed on friday.",
  "all/menu.md": "The menu of friday is soup.",
};

type Rooms = Awaited<ReturnType<typeof openRooms>>;

/** What a search finds in the middle of which something happens once, at a chosen moment. */
async function searchedWhile(moment: "embedding" | "reranking", strike: (rooms: Rooms) => Promise<void>) {
  const rooms = await openRooms();
  await rooms.ingest("acme", await folderOf(files));
  let armed = true;
  const once = async (now: typeof moment) => {
    if (!armed || now !== moment) return;
    armed = false;
    await strike(rooms);
  };
  const { embeddings } = rooms;
  const embedQuery = async (text: string) => {
    await once("embedding");
    return embeddings.embedQuery(text);
  };
  const struck = await openRooms({ ...rooms, embeddings: { ...embeddings, embedQuery } });
  // A reranker is called when all texts have been read, and takes its time.
  const rerank = async (_: string, texts: readonly string[]) => {
    await once("reranking");
    return texts.map(() => 1);
  };
  const { hits } = await struck.retrieval.search(sessionFor(clerk), "friday merger", { k: 5, rerank });
  expect(armed).toBe(false);
  return hits.map((hit) => hit.source);
}

async function sourcesOf(rooms: Rooms): Promise<string[]> {
  const { hits } = await rooms.retrieval.search(sessionFor(clerk), "friday merger", { k: 5 });
  return hits.map((hit) => hit.source).sort();
}

async function secretOf({ storage }: Rooms) {
  return storage
    .selectFrom("document")
    .selectAll()
    .where("source", "=", "all/secret.md")
    .executeTakeFirstOrThrow();
}

const strikes: Readonly<Record<string, (rooms: Rooms) => Promise<void>>> = {
  "revokes the document": async (rooms) => {
    const { id } = await secretOf(rooms);
    await rooms.revocations.revoke({ kind: "document", subject: id, reason: "wrong", actor: "olga" });
  },
  "deletes the document": async (rooms) => {
    const { id } = await secretOf(rooms);
    await deleteDocument({ ...rooms, tenant: "acme", documentId: id, reason: "requested" });
  },
  "moves the document to another label": async (rooms) => {
    const { id } = await secretOf(rooms);
    const label = createLabel({
      tenant: "acme",
      readers: { roles: ["board"] },
      classification: "internal",
      integrity: "trusted",
      owner: "olga",
    });
    await labelDocuments({ ...rooms, label, documentIds: [id], actor: "olga" });
  },
  "takes the readers away": async (rooms) => {
    const { label_id } = await secretOf(rooms);
    const change = { readers: { roles: ["board"] } };
    await editLabel({ ...rooms, tenant: "acme", labelId: label_id!, change, actor: "olga" });
  },
};

describe("a change in the middle of a search", () => {
  it.each(Object.keys(strikes))("[G5] that %s while the question is embedded is obeyed", async (name) => {
    expect(await searchedWhile("embedding", strikes[name]!)).not.toContain("all/secret.md");
  });

  it.each(Object.keys(strikes))("[G5] that %s when all texts have been read is obeyed", async (name) => {
    expect(await searchedWhile("reranking", strikes[name]!)).not.toContain("all/secret.md");
  });
});

describe("another process", () => {
  it("[G5] obeys a revocation, a label edit and a deletion at its next search", async () => {
    const path = join(await mkdtemp(join(tmpdir(), "sallyport-")), "s.db");
    const one = await openRooms({ storage: await openStorage(path) });
    const other = await openRooms({ storage: await openStorage(path) });
    await one.ingest("acme", await folderOf({ ...files, "mail/note.md": "A note of friday." }));
    expect(await sourcesOf(other)).toEqual(["all/menu.md", "all/secret.md", "mail/note.md"]);

    const { id, label_id } = await secretOf(one);
    await one.revocations.revoke({ kind: "document", subject: id, reason: "wrong", actor: "olga" });
    expect(await sourcesOf(other)).toEqual(["all/menu.md", "mail/note.md"]);
    const change = { readers: { roles: ["board"] } };
    await editLabel({ ...one, tenant: "acme", labelId: label_id!, change, actor: "olga" });
    expect(await sourcesOf(other)).toEqual(["mail/note.md"]);
    const note = await one.storage
      .selectFrom("document")
      .select("id")
      .where("source", "=", "mail/note.md")
      .executeTakeFirstOrThrow();
    await deleteDocument({ ...one, tenant: "acme", documentId: note.id, reason: "requested" });
    expect(await sourcesOf(other)).toEqual([]);
    await Promise.all([one.storage.destroy(), other.storage.destroy()]);
  });
});

describe.each(["search", "guarded store"] as const)(
  "a person who is revoked just after the %s let them in",
  (door) => {
    it("[G5] gets nothing", async () => {
      const rooms = await openRooms();
      await rooms.ingest("acme", await folderOf(files));
      const store = new FakeVectorStore(rooms.embeddings as never);
      const filter = new FunctionalTranslator();
      const guarded = rooms.retrieval.guardVectorStore({ store, tenant: "acme", filter });
      const open = createLabel({
        tenant: "acme",
        readers: { everyone: true },
        classification: "internal",
        integrity: "trusted",
        owner: "olga",
      });
      await storeLabel({ ...rooms, label: open });
      await guarded.addDocuments([{ pageContent: "The merger is signed on friday.", metadata: {} }], open);
      const honest = sessionFor(clerk);
      let asked = 0;
      const session = {
        ...honest,
        authorize: async (digest: Digest) => {
          if (++asked > 1) throw new Error("revoked");
          const chain = await honest.authorize(digest);
          await rooms.revocations.revoke({ kind: "user", subject: "carla", reason: "left", actor: "olga" });
          return chain;
        },
      };
      const searched = (door === "search" ? rooms.retrieval : guarded).search(session, "friday merger");
      await expect(searched).rejects.toThrow("revoked");
      expect(honest.sources).toEqual([]);
      expect((await guarded.search(honest, "friday merger")).hits).toHaveLength(1);
    });
  },
);
