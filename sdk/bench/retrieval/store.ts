import type { Insertable } from "kysely";
import { createLabel } from "../../src/policy/index.ts";
import { encodeVector } from "../../src/retrieval/index.ts";
import type { Database, Storage } from "../../src/storage/index.ts";
import type { Workload } from "./acl.ts";
import { type Vectors, vectorAt } from "./mixture.ts";

const batch = 200;
const screening = { verdict: "clean", screening_json: "{}", detector_version: "bench" } as const;

export const tenant = "bench";
export const model = "mixture-384";

/** The role in one tenant that stands for a role of one of the workload's fifty tenants. */
export function roleName(group: number, role: number): string {
  return `t${group}-r${role}`;
}

/**
 * All of workload B as one tenant, so that one label table holds its 20,000 labels. Written in bulk: what ingest
 * would write, without its files and receipts.
 */
export async function storeWorkload(storage: Storage, vectors: Vectors, workload: Workload): Promise<void> {
  const { labels, readers } = workload;
  const ids = readers.map((reader, number) =>
    createLabel({
      tenant,
      readers:
        reader.roles.length === 0
          ? { users: [`person-${number}`] }
          : { roles: reader.roles.map((role) => roleName(reader.tenant, role)) },
      classification: (["public", "internal", "confidential"] as const)[number % 3]!,
      integrity: "trusted",
      owner: `owner-${number % 20}`,
    }),
  );
  await storage.transaction().execute(async (transaction) => {
    for (let from = 1; from < ids.length; from += batch) {
      const some = ids.slice(from, from + batch);
      const stored = some.map((label, index) => ({
        id: label.id,
        tenant,
        label_json: JSON.stringify(label),
        updated_at: 0,
        revision: from + index,
      }));
      const subjects = some.flatMap(({ id, readers: { users = [], roles = [] } }) =>
        [...users.map((user) => `user:${user}`), ...roles.map((role) => `role:${role}`)].map((subject) => ({
          tenant,
          subject,
          label_id: id,
        })),
      );
      await transaction.insertInto("label").values(stored).execute();
      await transaction.insertInto("label_subject").values(subjects).execute();
    }
    for (let from = 0; from < vectors.count; from += batch) {
      const documents: Insertable<Database["document"]>[] = [];
      const chunks: Insertable<Database["chunk"]>[] = [];
      for (let row = from; row < Math.min(vectors.count, from + batch); row++) {
        const id = `doc_${row.toString(16).padStart(32, "0")}`;
        const revision = row + 1;
        documents.push({
          id,
          tenant,
          source: `documents/${row}.md`,
          folder: "",
          title: `Document ${row}`,
          ...{
            media_type: "text/markdown",
            content_hash: id,
            label_id: ids[labels[row]!]!.id,
            status: "active",
          },
          ingested_at: 0,
          expires_at: null,
          revision,
          number: revision,
          ...screening,
        });
        const text = `Document ${row} about topic ${vectors.topics[row]}. `.repeat(20);
        const vector = encodeVector(vectorAt(vectors, row));
        chunks.push({ document_id: id, tenant, ordinal: 0, text, vector, model, ...screening });
      }
      await transaction.insertInto("document").values(documents).execute();
      await transaction.insertInto("chunk").values(chunks).execute();
    }
    await transaction
      .insertInto("epoch")
      .values([
        { name: `labels:${tenant}`, value: ids.length },
        { name: `documents:${tenant}`, value: vectors.count },
      ])
      .execute();
  });
}
