import { describe, expect, it } from "vitest";
import { editLabel, labelDocuments, releaseDocument } from "../../../sdk/src/ingest/index.ts";
import { createLabel, type LabelInput } from "../../../sdk/src/policy/index.ts";
import { aclFor, folderOf, openRooms, person, sessionFor } from "../retrieval/support.ts";

const clerk = person("carla", "acme");
const accountant = person("frank", "acme", { roles: ["finance"] });
const files = {
  "acl.yaml": aclFor("acme"),
  "all/a.md": "The public text.",
  "all/b.md": "Another public text.",
  "finance/c.md": "The finance text.",
  "d.md": "A loose text.",
  "all/p.md": "POISON text.",
};

async function opened() {
  const rooms = await openRooms();
  const folder = await folderOf(files);
  await rooms.ingest("acme", folder);
  const visible = async (who: typeof clerk) =>
    (await rooms.retrieval.search(sessionFor(who), "text", { k: 20 })).hits
      .map(({ source }) => source)
      .sort();
  const document = async (source: string) =>
    rooms.storage.selectFrom("document").selectAll().where("source", "=", source).executeTakeFirstOrThrow();
  const edit = async (labelId: string, change: Partial<LabelInput>) =>
    editLabel({ ...rooms, tenant: "acme", labelId, change, actor: "olga" });
  return { ...rooms, folder, visible, document, edit };
}

const finance = { readers: { roles: ["finance"] } };

describe("editLabel", () => {
  it("changes who may read every document of the label, touching none of them", async () => {
    const { visible, document, edit, ledger } = await opened();
    expect(await visible(clerk)).toEqual(["all/a.md", "all/b.md"]);
    const before = await document("all/a.md");
    const label = await edit(before.label_id!, finance);
    expect(await visible(clerk)).toEqual([]);
    expect(await visible(accountant)).toEqual(["all/a.md", "all/b.md", "finance/c.md"]);
    expect(await document("all/a.md")).toEqual(before);
    expect(ledger.receipts.findLast(({ type }) => type === "label-changed")).toMatchObject({
      principal: "olga",
      facts: { from: before.label_id, to: label.id },
    });
  });

  it("can be undone, and edited again by either id", async () => {
    const { visible, document, edit } = await opened();
    const first = (await document("all/a.md")).label_id!;
    const second = await edit(first, finance);
    await edit(second.id, { readers: { everyone: true } });
    expect(await visible(clerk)).toEqual(["all/a.md", "all/b.md"]);
    await edit(first, { readers: { users: ["carla"] } });
    expect(await visible(clerk)).toEqual(["all/a.md", "all/b.md"]);
    expect(await visible(accountant)).toEqual(["finance/c.md"]);
  });

  it("[G1] does not give moved documents their old readers back when the old ACL is used again", async () => {
    const { visible, document, edit, storage, ledger } = await opened();
    const old = (await document("all/a.md")).label_id!;
    await edit(old, finance);
    const everyone = createLabel({
      tenant: "acme",
      readers: { everyone: true },
      classification: "internal",
      integrity: "trusted",
      owner: "olga",
    });
    expect(everyone.id).toBe(old);
    const loose = await document("d.md");
    await labelDocuments({ storage, ledger, label: everyone, documentIds: [loose.id], actor: "olga" });
    expect(await visible(clerk)).toEqual(["d.md"]);
  });

  it("renews the retention of the label's documents, and only theirs", async () => {
    const { document, edit } = await opened();
    const label = (await document("all/a.md")).label_id!;
    await edit(label, { retentionDays: 2 });
    expect((await document("all/a.md")).expires_at).toBe(1_000_000 + 2 * 86_400_000);
    expect((await document("finance/c.md")).expires_at).toBeNull();
  });

  it("refuses a label of another tenant", async () => {
    const { document, storage, ledger } = await opened();
    const labelId = (await document("all/a.md")).label_id!;
    const foreign = editLabel({ storage, ledger, tenant: "zenith", labelId, change: finance, actor: "eve" });
    await expect(foreign).rejects.toMatchObject({ code: "ERR_INGEST_UNKNOWN_LABEL" });
  });
});

describe("labelDocuments", () => {
  const restricted = createLabel({
    tenant: "acme",
    ...finance,
    classification: "internal",
    integrity: "trusted",
    owner: "olga",
  });

  it("moves documents to another label, unlabelled ones included, quarantined ones without releasing them", async () => {
    const { visible, document, storage, ledger } = await opened();
    const documentIds = await Promise.all(
      ["all/a.md", "d.md", "all/p.md"].map(async (source) => (await document(source)).id),
    );
    await labelDocuments({ storage, ledger, label: restricted, documentIds, actor: "olga" });
    expect(await visible(clerk)).toEqual(["all/b.md"]);
    expect(await visible(accountant)).toEqual(["all/a.md", "all/b.md", "d.md", "finance/c.md"]);
    expect((await document("all/p.md")).status).toBe("quarantined");
  });

  it("changes nothing when one of the documents is not the tenant's", async () => {
    const { visible, document, storage, ledger } = await opened();
    const documentIds = [(await document("all/a.md")).id, "doc_of_somebody_else"];
    const move = labelDocuments({ storage, ledger, label: restricted, documentIds, actor: "olga" });
    await expect(move).rejects.toMatchObject({ code: "ERR_INGEST_UNKNOWN_DOCUMENT" });
    expect(await visible(clerk)).toEqual(["all/a.md", "all/b.md"]);
  });
});

describe("releaseDocument", () => {
  const olga = person("olga", "acme");

  it("lets the owner release a document from quarantine, with a receipt", async () => {
    const { visible, document, storage, ledger, policy } = await opened();
    const { id: documentId } = await document("all/p.md");
    expect((await releaseDocument({ storage, ledger, policy, principal: olga, documentId })).type).toBe(
      "allow",
    );
    expect(await visible(clerk)).toEqual(["all/a.md", "all/b.md", "all/p.md"]);
    expect(ledger.receipts.findLast(({ type }) => type === "document-released")).toMatchObject({
      principal: "olga",
    });
  });

  it("refuses others as a value, and another tenant's people altogether", async () => {
    const { visible, document, storage, ledger, policy } = await opened();
    const { id: documentId } = await document("all/p.md");
    const receipts = ledger.receipts.length;
    expect((await releaseDocument({ storage, ledger, policy, principal: clerk, documentId })).type).toBe(
      "deny",
    );
    const foreign = releaseDocument({
      storage,
      ledger,
      policy,
      principal: person("olga", "zenith"),
      documentId,
    });
    await expect(foreign).rejects.toMatchObject({ code: "ERR_INGEST_UNKNOWN_DOCUMENT" });
    expect(ledger.receipts).toHaveLength(receipts);
    expect(await visible(clerk)).toEqual(["all/a.md", "all/b.md"]);
  });
});
