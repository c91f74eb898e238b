import type { Insertable } from "kysely";
import { internLabel } from "../../../sdk/src/ingest/intern-label.ts";
import { documentId } from "../../../sdk/src/ingest/store-document.ts";
import { createLabel } from "../../../sdk/src/policy/index.ts";
import { type Embeddings, encodeVector, toUnitVector } from "../../../sdk/src/retrieval/index.ts";
import { type Database, readEpoch, type Storage } from "../../../sdk/src/storage/index.ts";

/** Documents of one chunk each; `everyone`, or names of roles. */
export type Corpus = readonly { readonly text: string; readonly readers: readonly string[] }[];

const screening = { verdict: "clean", screening_json: "{}", detector_version: "1" } as const;

/** Stores documents without files. The same text always gets the same source, whatever else is stored. */
export async function fill(
  storage: Storage,
  tenant: string,
  corpus: Corpus,
  embeddings: Embeddings,
): Promise<void> {
  const vectors = await embeddings.embedDocuments(corpus.map(({ text }) => text));
  const documents: Insertable<Database["document"]>[] = [];
  const chunks: Insertable<Database["chunk"]>[] = [];
  await storage.transaction().execute(async (transaction) => {
    const labels = new Map<string, string>();
    const copies = new Map<string, number>();
    let revision = await readEpoch(transaction, `documents:${tenant}`);
    for (const [index, { text, readers }] of corpus.entries()) {
      const names = [...readers].sort().join("+");
      const label = labels.get(names) ?? (await internLabel(transaction, labelFor(tenant, readers), 0));
      labels.set(names, label);
      const copy = copies.get(`${names}/${text}`) ?? 0;
      copies.set(`${names}/${text}`, copy + 1);
      const source = `${names}/${text}/${copy}`;
      const id = documentId(tenant, source);
      revision++;
      documents.push({
        id,
        tenant,
        source,
        folder: "",
        title: text,
        media_type: "text/plain",
        content_hash: text,
        ...{
          label_id: label,
          status: "active",
          ingested_at: 0,
          expires_at: null,
          revision,
          number: revision,
        },
        ...screening,
      });
      const vector = encodeVector(toUnitVector(vectors[index]!));
      chunks.push({
        document_id: id,
        tenant,
        ordinal: 0,
        text,
        vector,
        model: embeddings.model,
        ...screening,
      });
    }
    for (let from = 0; from < documents.length; from += 500) {
      await transaction
        .insertInto("document")
        .values(documents.slice(from, from + 500))
        .execute();
      await transaction
        .insertInto("chunk")
        .values(chunks.slice(from, from + 500))
        .execute();
    }
    await transaction
      .insertInto("epoch")
      .values({ name: `documents:${tenant}`, value: revision })
      .onConflict((conflict) => conflict.column("name").doUpdateSet({ value: revision }))
      .execute();
  });
}

function labelFor(tenant: string, readers: readonly string[]) {
  return createLabel({
    tenant,
    readers: { everyone: readers.includes("everyone"), roles: readers.filter((name) => name !== "everyone") },
    classification: "internal",
    integrity: "trusted",
    owner: "olga",
  });
}

/** Takes documents, and the labels themselves, out of the store, without a trace. */
export async function removeExcept(storage: Storage, keep: (label: string) => boolean): Promise<void> {
  for (const { id } of await storage.selectFrom("label").select("id").execute()) {
    if (keep(id)) continue;
    await storage.deleteFrom("document").where("label_id", "=", id).execute();
    await storage.deleteFrom("label").where("id", "=", id).execute();
  }
}
