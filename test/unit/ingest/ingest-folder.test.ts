import { mkdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { deleteExpired, type IngestEvent, type IngestSummary } from "../../../sdk/src/ingest/index.ts";
import {
  aclFor,
  folderOf,
  memoryLedger,
  openRooms,
  wordEmbeddings,
  wordScreener,
} from "../retrieval/support.ts";

const summary = (events: readonly IngestEvent[]) => events.at(-1) as { type: "done" } & IngestSummary;
const base = { "acl.yaml": aclFor("acme"), "all/a.md": "# First\n\nThe first text." };

describe("ingestFolder", () => {
  it("reports each step of each file, in order, and a summary", async () => {
    const rooms = await openRooms();
    const events = await rooms.ingest("acme", await folderOf({ ...base, "all/b.txt": "The second text." }));
    expect(events.map((event) => event.type)).toEqual([
      ...["loaded", "chunked", "screened", "embedded", "labelled"],
      ...["loaded", "chunked", "screened", "embedded", "labelled"],
      "done",
    ]);
    expect(events[4]).toMatchObject({
      source: "all/a.md",
      position: 1,
      total: 2,
      status: "active",
      name: "all",
    });
    expect(summary(events)).toMatchObject({
      total: 2,
      ingested: 2,
      chunks: 2,
      quarantined: [],
      unlabelled: [],
      failed: [],
    });
    expect(rooms.ledger.receipts.map((receipt) => receipt.type)).toEqual([
      "document-ingested",
      "document-ingested",
    ]);
    expect(JSON.stringify(rooms.ledger.receipts)).not.toContain("first text");
  });

  it("does nothing the second time", async () => {
    const embeddings = wordEmbeddings();
    const rooms = await openRooms({ embeddings });
    const folder = await folderOf(base);
    await rooms.ingest("acme", folder);
    const before = await rooms.storage.selectFrom("chunk").selectAll().execute();
    const events = await rooms.ingest("acme", folder);
    expect(events.map((event) => event.type)).toEqual(["unchanged", "done"]);
    expect(await rooms.storage.selectFrom("chunk").selectAll().execute()).toEqual(before);
    expect(embeddings.calls).toBe(1);
    expect(rooms.ledger.receipts).toHaveLength(1);
  });

  it("replaces a changed document's chunks and embeds only what is new", async () => {
    const embeddings = wordEmbeddings();
    const rooms = await openRooms({ embeddings });
    const paragraphs = ["alpha ", "beta ", "gamma "].map((word) => word.repeat(140).trim());
    const folder = await folderOf({ ...base, "all/a.md": paragraphs.join("\n\n") });
    await rooms.ingest("acme", folder);
    expect(embeddings.calls).toBe(3);
    await writeFile(
      join(folder, "all/a.md"),
      [paragraphs[0], paragraphs[1], "delta ".repeat(140).trim()].join("\n\n"),
    );
    await rooms.ingest("acme", folder);
    const chunks = await rooms.storage.selectFrom("chunk").select("text").orderBy("ordinal").execute();
    expect(chunks.map((chunk) => chunk.text.split(" ")[0])).toEqual(["alpha", "beta", "delta"]);
    expect(embeddings.calls).toBe(4);
  });

  it("holds back what screening quarantines, and what has no label", async () => {
    const rooms = await openRooms();
    const events = await rooms.ingest(
      "acme",
      await folderOf({ ...base, "all/p.md": "POISON", "loose.md": "No rule." }),
    );
    const { quarantined, unlabelled, ingested } = summary(events);
    expect(quarantined).toMatchObject([{ source: "all/p.md", reasons: ["Says the word."] }]);
    expect(unlabelled).toMatchObject([{ source: "loose.md" }]);
    expect(ingested).toBe(1);
    expect(events.find((event) => event.type === "labelled" && event.source === "loose.md")).toMatchObject({
      status: "unlabelled",
      reason: "no rule in acl.yaml matches it",
    });
    expect(rooms.ledger.receipts.map((receipt) => receipt.type).sort()).toEqual([
      "document-ingested",
      "document-ingested",
      "document-quarantined",
    ]);
  });

  it("screens what people don't see, and indexes only what they do", async () => {
    const rooms = await openRooms();
    const events = await rooms.ingest(
      "acme",
      await folderOf({
        ...base,
        "all/hidden.html": `<p>Fine.</p><p style="display: none">POISON</p>`,
        "all/comment.md": "Fine.\n\n<!-- POISON -->",
      }),
    );
    expect(summary(events).quarantined.map((document) => document.source)).toEqual([
      "all/comment.md",
      "all/hidden.html",
    ]);
    const chunks = await rooms.storage.selectFrom("chunk").select("text").execute();
    expect(chunks.map((chunk) => chunk.text).join()).not.toContain("POISON");
  });

  it("deletes what is missing: text, vector and label are gone, the receipt stays", async () => {
    const rooms = await openRooms();
    const folder = await folderOf({ ...base, "all/b.md": "The second text." });
    await rooms.ingest("acme", folder);
    await rm(join(folder, "all/b.md"));
    const events = await rooms.ingest("acme", folder);
    expect(events.map((event) => event.type)).toEqual(["unchanged", "deleted", "done"]);
    expect(await rooms.storage.selectFrom("chunk").select("text").execute()).toHaveLength(1);
    const row = await rooms.storage
      .selectFrom("document")
      .selectAll()
      .where("source", "=", "all/b.md")
      .executeTakeFirst();
    expect(row).toMatchObject({ status: "deleted", label_id: null, title: "", content_hash: "" });
    expect(rooms.ledger.receipts.at(-1)).toMatchObject({
      type: "document-deleted",
      facts: { reason: "file-missing" },
    });
  });

  it("reports broken, unsupported, empty and linked files, and takes in the others", async () => {
    const rooms = await openRooms();
    const folder = await folderOf({
      ...base,
      "all/bad.pdf": "not a pdf",
      "all/bad.docx": "not a zip",
      "all/bad.eml": "",
      "all/bad.md": new Uint8Array([0xff, 0xfe, 0x00]),
      "all/front.md": "---\nsallyport: { lable: x }\n---\nText",
      "all/empty.txt": " ",
      "all/photo.jpeg": "x",
    });
    await symlink("/etc/hostname", join(folder, "all/link.txt"));
    const { failed, ingested } = summary(await rooms.ingest("acme", folder));
    expect(Object.fromEntries(failed.map((failure) => [failure.source, failure.code]))).toEqual({
      "all/bad.pdf": "ERR_INGEST_BROKEN_FILE",
      "all/bad.docx": "ERR_INGEST_BROKEN_FILE",
      "all/bad.eml": "ERR_INGEST_BROKEN_FILE",
      "all/bad.md": "ERR_INGEST_BROKEN_FILE",
      "all/front.md": "ERR_INGEST_BROKEN_FILE",
      "all/empty.txt": "ERR_INGEST_NO_TEXT",
      "all/photo.jpeg": "ERR_INGEST_UNSUPPORTED",
      "all/link.txt": "ERR_INGEST_LINK",
    });
    expect(ingested).toBe(1);
  });

  it("withholds the last version of a file that cannot be read any more", async () => {
    const rooms = await openRooms();
    const folder = await folderOf(base);
    await rooms.ingest("acme", folder);
    await writeFile(join(folder, "all/a.md"), new Uint8Array([0xff]));
    const broken = summary(await rooms.ingest("acme", folder));
    expect(broken.unlabelled.map((document) => document.source)).toEqual(["all/a.md"]);
    await writeFile(join(folder, "all/a.md"), base["all/a.md"]);
    expect(summary(await rooms.ingest("acme", folder)).ingested).toBe(1);
  });

  it("reports a vector that is no vector, and takes in the others", async () => {
    const embeddings = wordEmbeddings();
    const embed = embeddings.embedDocuments.bind(embeddings);
    embeddings.embedDocuments = async (texts) =>
      (await embed(texts)).map((vector, index) => (texts[index]?.includes("second") ? [Number.NaN] : vector));
    const rooms = await openRooms({ embeddings });
    const result = summary(
      await rooms.ingest("acme", await folderOf({ ...base, "all/b.md": "The second text." })),
    );
    expect(result.failed).toMatchObject([{ source: "all/b.md", code: "ERR_RETRIEVAL_BAD_VECTOR" }]);
    expect(result.ingested).toBe(1);
  });

  it("leaves the store as it was when the database fails in the middle of a document", async () => {
    const rooms = await openRooms();
    const folder = await folderOf(base);
    await rooms.ingest("acme", folder);
    const before = await rooms.storage.selectFrom("chunk").selectAll().execute();
    await writeFile(join(folder, "all/a.md"), "# First\n\nAnother text.");
    await rooms.storage.schema.createTable("guard").addColumn("x", "integer").execute();
    const { sql } = await import("kysely");
    await sql`create trigger no_chunks before insert on chunk begin select raise(abort, 'disk full'); end`.execute(
      rooms.storage,
    );
    await expect(rooms.ingest("acme", folder)).rejects.toThrow("disk full");
    expect(await rooms.storage.selectFrom("chunk").selectAll().execute()).toEqual(before);
    await sql`drop trigger no_chunks`.execute(rooms.storage);
    expect(summary(await rooms.ingest("acme", folder)).ingested).toBe(1);
  });

  it("keeps two folders of one tenant apart, and follows a folder that was moved", async () => {
    const rooms = await openRooms();
    const first = await folderOf(base);
    const second = await folderOf({ ...base, "all/c.md": "The third text." });
    await rooms.ingest("acme", first);
    const clash = summary(await rooms.ingest("acme", second));
    expect(clash.failed).toMatchObject([{ source: "all/a.md", code: "ERR_INGEST_SOURCE_TAKEN" }]);
    expect(clash).toMatchObject({ ingested: 1, deleted: 0 });
    await rename(first, `${first}-moved`);
    await mkdir(join(`${first}-moved`, "new"));
    const moved = summary(await rooms.ingest("acme", `${first}-moved`));
    expect(moved.failed).toEqual([]);
    expect((await rooms.storage.selectFrom("chunk").select("text").execute()).length).toBe(2);
  });

  it("keeps a released document released while its content stays, and not after", async () => {
    const rooms = await openRooms();
    const folder = await folderOf({ ...base, "all/p.md": "POISON" });
    await rooms.ingest("acme", folder);
    await rooms.storage
      .updateTable("document")
      .set({ status: "active" })
      .where("source", "=", "all/p.md")
      .execute();
    expect(summary(await rooms.ingest("acme", folder, wordScreener("2"))).quarantined).toEqual([]);
    await writeFile(join(folder, "all/p.md"), "More POISON");
    expect(summary(await rooms.ingest("acme", folder)).quarantined).toHaveLength(1);
  });

  it("refuses a folder that does not exist, and one of another tenant, before anything changes", async () => {
    const rooms = await openRooms();
    await expect(rooms.ingest("acme", "/nowhere/at/all")).rejects.toMatchObject({
      code: "ERR_INGEST_FOLDER",
    });
    await expect(rooms.ingest("zenith", await folderOf(base))).rejects.toMatchObject({
      code: "ERR_INGEST_TENANT",
    });
    expect(await rooms.storage.selectFrom("document").selectAll().execute()).toEqual([]);
  });
});

describe("deleteExpired", () => {
  it("deletes documents whose retention is over, with a receipt each", async () => {
    let now = 1_000_000;
    const rooms = await openRooms({ clock: () => now });
    await rooms.ingest("acme", await folderOf({ ...base, "mail/a.md": "Old mail." }));
    const ledger = memoryLedger();
    const sweep = () => deleteExpired({ ...rooms, ledger, tenant: "acme" });
    expect(await sweep()).toEqual([]);
    now += 24 * 60 * 60_000;
    expect(await sweep()).toHaveLength(1);
    expect(ledger.receipts).toMatchObject([
      { type: "document-deleted", facts: { reason: "retention-expired" } },
    ]);
    expect(await rooms.storage.selectFrom("chunk").select("text").execute()).toHaveLength(1);
  });
});
