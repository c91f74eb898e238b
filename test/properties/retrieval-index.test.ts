import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deleteDocument, editLabel, labelDocuments } from "../../sdk/src/ingest/index.ts";
import { createLabel } from "../../sdk/src/policy/index.ts";
import { encodeVector } from "../../sdk/src/retrieval/index.ts";
import { fill } from "../unit/retrieval/corpus.ts";
import { openRooms, person, sessionFor } from "../unit/retrieval/support.ts";

type Rooms = Awaited<ReturnType<typeof openRooms>>;

const roles = ["support", "finance", "people"];
const readers = fc.uniqueArray(fc.constantFrom("everyone", ...roles), { maxLength: 2 });
const text = fc.array(fc.constantFrom("refund", "salary", "invoice", "holiday", "audit"), {
  minLength: 1,
  maxLength: 4,
});
const pick = fc.nat(1000);

/** What can happen to a tenant's documents, with a number that picks which one. */
const edit = fc.oneof(
  fc.record({ type: fc.constant("add" as const), text, readers }),
  fc.record({ type: fc.constant("delete" as const), pick }),
  fc.record({ type: fc.constant("move" as const), pick, readers }),
  fc.record({ type: fc.constant("edit-label" as const), pick, readers }),
  fc.record({ type: fc.constant("quarantine" as const), pick }),
  fc.record({
    type: fc.constant("revoke" as const),
    pick,
    kind: fc.constantFrom("label" as const, "document" as const),
  }),
  fc.record({ type: fc.constant("restart" as const) }),
);
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

const people = [
  person("ada", "acme"),
  ...roles.map((role) => person(`a-${role}`, "acme", { roles: [role] })),
];

function labelFor(names: readonly string[]) {
  return createLabel({
    tenant: "acme",
    readers: { everyone: names.includes("everyone"), roles: names.filter((name) => name !== "everyone") },
    classification: "internal",
    integrity: "trusted",
    owner: "olga",
  });
}

async function apply(rooms: Rooms, edit: Edit, step: number): Promise<void> {
  const { storage, ledger, embeddings, revocations } = rooms;
  if (edit.type === "restart") return;
  if (edit.type === "add") {
    return fill(
      storage,
      "acme",
      [{ text: `${step} ${edit.text.join(" ")}`, readers: edit.readers }],
      embeddings,
    );
  }
  const documents = await storage
    .selectFrom("document")
    .select(["id", "label_id"])
    .where("label_id", "is not", null)
    .orderBy("number")
    .execute();
  const chosen = documents[edit.pick % Math.max(1, documents.length)];
  if (chosen === undefined) return;
  const { id: documentId, label_id: labelId } = chosen;
  switch (edit.type) {
    case "delete":
      await deleteDocument({ storage, ledger, tenant: "acme", documentId, reason: "requested" });
      return;
    case "move":
      return labelDocuments({
        storage,
        ledger,
        label: labelFor(edit.readers),
        documentIds: [documentId],
        actor: "olga",
      });
    case "edit-label": {
      const change = { readers: labelFor(edit.readers).readers };
      await editLabel({ storage, ledger, tenant: "acme", labelId: labelId!, change, actor: "olga" });
      return;
    }
    case "quarantine":
      await storage.transaction().execute(async (transaction) => {
        const { nextRevision } = await import("../../sdk/src/ingest/intern-label.ts");
        const revision = await nextRevision(transaction, "acme");
        await transaction
          .updateTable("document")
          .set({ status: "quarantined", revision })
          .where("id", "=", documentId)
          .execute();
      });
      return;
    case "revoke":
      await revocations.revoke({
        kind: edit.kind,
        subject: edit.kind === "label" ? labelId! : documentId,
        reason: "test",
        actor: "olga",
      });
  }
}

async function observe(rooms: Rooms) {
  const seen: unknown[] = [];
  for (const principal of people) {
    const { hits, permittedLabels } = await rooms.retrieval.search(sessionFor(principal), "refund audit", {
      k: 5,
    });
    seen.push({
      permittedLabels,
      hits: hits.map((hit) => ({ ...hit, bits: encodeVector(Float32Array.of(hit.score)) })),
    });
  }
  return seen;
}

describe("the index", () => {
  it("[G5] shows after every edit what an index shows that was built from scratch, to the bit", () =>
    fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 4, maxLength: 14 }), async (edits) => {
        let rooms = await openRooms();
        const { storage } = rooms;
        for (const [step, one] of edits.entries()) {
          await apply(rooms, one, step);
          const fresh = await openRooms({ storage });
          expect(await observe(rooms)).toEqual(await observe(fresh));
          if (one.type === "restart") rooms = fresh;
        }
        await storage.destroy();
      }),
      { numRuns: 12 },
    ));
});
