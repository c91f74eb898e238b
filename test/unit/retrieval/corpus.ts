import { internLabel, nextRevision } from "../../../sdk/src/ingest/intern-label.ts";
import { documentId, storeDocument } from "../../../sdk/src/ingest/store-document.ts";
import { createLabel } from "../../../sdk/src/policy/index.ts";
import { type Embeddings, encodeVector, toUnitVector } from "../../../sdk/src/retrieval/index.ts";
import type { Storage } from "../../../sdk/src/storage/index.ts";

/** Documents of one chunk each; `everyone`, or names of roles. */
export type Corpus = readonly { readonly text: string; readonly readers: readonly string[] }[];

const screening = { verdict: "clean", score: 0, reasons: [], detectorVersion: "1" } as const;

/** Stores documents without files. The same text always gets the same source, whatever else is stored. */
export async function fill(
  storage: Storage,
  tenant: string,
  corpus: Corpus,
  embeddings: Embeddings,
): Promise<void> {
  const vectors = await embeddings.embedDocuments(corpus.map(({ text }) => text));
  await storage.transaction().execute(async (transaction) => {
    const counts = new Map<string, number>();
    for (const [index, { text, readers }] of corpus.entries()) {
      const label = createLabel({
        tenant,
        readers: {
          everyone: readers.includes("everyone"),
          roles: readers.filter((name) => name !== "everyone"),
        },
        classification: "internal",
        integrity: "trusted",
        owner: "olga",
      });
      const key = `${[...readers].sort().join("+")}/${text}`;
      const copy = counts.get(key) ?? 0;
      counts.set(key, copy + 1);
      const source = `${key}/${copy}`;
      await storeDocument(
        transaction,
        {
          id: documentId(tenant, source),
          tenant,
          source,
          folder: "",
          title: text,
          mediaType: "text/plain",
          contentHash: text,
          labelId: await internLabel(transaction, label, 0),
          status: "active",
          screening,
          ingestedAt: 0,
          expiresAt: null,
          model: embeddings.model,
          chunks: [{ text, vector: encodeVector(toUnitVector(vectors[index]!)), screening }],
        },
        await nextRevision(transaction, tenant),
      );
    }
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
