import type { Transaction } from "kysely";
import { digestOf } from "../crypto/index.ts";
import type { Screening } from "../screening/index.ts";
import type { Database } from "../storage/index.ts";

export interface StoredChunk {
  readonly text: string;
  readonly vector: Uint8Array;
  readonly screening: Screening;
}

export interface StoredDocument {
  readonly id: string;
  readonly tenant: string;
  readonly source: string;
  readonly folder: string;
  readonly title: string;
  readonly mediaType: string;
  readonly contentHash: string;
  readonly labelId: string | null;
  readonly status: "active" | "quarantined" | "unlabelled";
  readonly screening: Screening;
  readonly ingestedAt: number;
  readonly expiresAt: number | null;
  readonly model: string;
  readonly chunks: readonly StoredChunk[];
}

/** A document keeps its id while its content changes: receipts and revocations name it. */
export function documentId(tenant: string, source: string): string {
  return `doc_${digestOf("sallyport/document/v1", { tenant, source }).slice("sha256:".length, "sha256:".length + 32)}`;
}

/** Writes the document and replaces all its chunks, in the caller's transaction. One revision per document. */
export async function storeDocument(
  transaction: Transaction<Database>,
  document: StoredDocument,
  revision: number,
): Promise<void> {
  const { id, tenant, screening } = document;
  const row = {
    source: document.source,
    folder: document.folder,
    title: document.title,
    media_type: document.mediaType,
    content_hash: document.contentHash,
    label_id: document.labelId,
    status: document.status,
    verdict: screening.verdict,
    screening_json: JSON.stringify(screening),
    detector_version: screening.detectorVersion,
    ingested_at: document.ingestedAt,
    expires_at: document.expiresAt,
    revision,
  };
  await transaction
    .insertInto("document")
    .values({ id, tenant, number: revision, ...row })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
    .execute();
  await transaction.deleteFrom("chunk").where("document_id", "=", id).execute();
  for (const [ordinal, chunk] of document.chunks.entries()) {
    await transaction
      .insertInto("chunk")
      .values({
        document_id: id,
        tenant,
        ordinal,
        text: chunk.text,
        vector: chunk.vector,
        model: document.model,
        verdict: chunk.screening.verdict,
        screening_json: JSON.stringify(chunk.screening),
        detector_version: chunk.screening.detectorVersion,
      })
      .execute();
  }
}
