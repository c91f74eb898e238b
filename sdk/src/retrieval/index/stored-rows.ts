import type { Storage } from "../../storage/index.ts";
import { decodeVector } from "../vector.ts";

/** A document as the index sees it. */
export interface StoredDocument {
  readonly id: string;
  readonly number: number;
  /** Null: in no index, because it is deleted, quarantined or without a label. */
  readonly label: string | null;
  readonly expiresAt: number | null;
  readonly revision: number;
}

export interface StoredChunk {
  readonly chunk: number;
  /** The document's number. */
  readonly document: number;
  readonly model: string;
}

/** How many rows one statement asks for: few enough that the event loop turns between them. */
const batch = 500;

/** The documents that changed after a revision; with -1 all that there are. */
export async function readDocuments(
  storage: Storage,
  tenant: string,
  after: number,
): Promise<StoredDocument[]> {
  const rows = await storage
    .selectFrom("document")
    .select(["id", "number", "label_id", "status", "expires_at", "revision"])
    .where("tenant", "=", tenant)
    .where("revision", ">", after)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    label: row.status === "active" ? row.label_id : null,
    expiresAt: row.expires_at,
    revision: row.revision,
  }));
}

/** The chunks of these documents, in the order in which the database numbered them. */
export async function readChunksOf(
  storage: Storage,
  documents: readonly StoredDocument[],
): Promise<StoredChunk[]> {
  const chunks: StoredChunk[] = [];
  for (let from = 0; from < documents.length; from += batch) {
    const numbers = new Map(documents.slice(from, from + batch).map(({ id, number }) => [id, number]));
    const rows = await storage
      .selectFrom("chunk")
      .select(["row", "document_id", "model"])
      .where("document_id", "in", [...numbers.keys()])
      .execute();
    for (const { row, document_id, model } of rows) {
      chunks.push({ chunk: row, document: numbers.get(document_id)!, model });
    }
  }
  return chunks.sort((a, b) => a.chunk - b.chunk);
}

/** The vectors of these chunks, batch by batch; chunks that are gone by now are left out. */
export async function* readVectors(
  storage: Storage,
  chunks: readonly number[],
): AsyncGenerator<readonly { readonly chunk: number; readonly vector: Uint8Array }[]> {
  for (let from = 0; from < chunks.length; from += batch) {
    const rows = await storage
      .selectFrom("chunk")
      .select(["row", "vector"])
      .where("row", "in", chunks.slice(from, from + batch))
      .execute();
    yield rows.map(({ row, vector }) => ({ chunk: row, vector }));
  }
}

/** The vectors of a few chunks, in their order; undefined for those that are gone by now. */
export async function readVectorsOf(
  storage: Storage,
  chunks: readonly number[],
): Promise<readonly (Float32Array | undefined)[]> {
  const vectors = new Map<number, Float32Array>();
  for await (const read of readVectors(storage, chunks)) {
    for (const { chunk, vector } of read) vectors.set(chunk, decodeVector(vector));
  }
  return chunks.map((chunk) => vectors.get(chunk));
}
