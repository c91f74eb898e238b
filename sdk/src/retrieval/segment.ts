import { SallyportError } from "../errors.ts";
import { readEpoch, type Storage } from "../storage/index.ts";
import type { RetrievalErrorCode } from "./errors.ts";
import { decodeVector } from "./vector.ts";

/**
 * A tenant's searchable rows in memory, sorted by label, so that a label is one run of rows. Derived from the
 * database as of one epoch, never written back.
 */
export interface Segment {
  readonly epoch: number;
  readonly dimension: number;
  readonly vectors: Float32Array;
  /** The chunk's row in the database, by segment row. */
  readonly chunkRows: Float64Array;
  readonly documentIds: readonly string[];
  /** Rows of one label: `[start, end)`. */
  readonly runs: ReadonlyMap<string, readonly [start: number, end: number]>;
  /** When the next document's retention ends, and the segment with it. */
  readonly expiresAt: number;
}

/**
 * Reads what may be searched at all: chunks of active, labelled documents whose retention is not over.
 *
 * @throws {SallyportError} `ERR_RETRIEVAL_MODEL_MISMATCH` when some vectors come from another embedding model.
 */
export async function loadSegment(
  storage: Storage,
  tenant: string,
  model: string,
  now: number,
): Promise<Segment> {
  // The epoch is read first: the rows may be newer than it says, never older.
  const epoch = await readEpoch(storage, `documents:${tenant}`);
  const rows = await storage
    .selectFrom("chunk")
    .innerJoin("document", "document.id", "chunk.document_id")
    .select([
      "chunk.row",
      "chunk.vector",
      "chunk.model",
      "document.id",
      "document.label_id",
      "document.expires_at",
    ])
    .where("document.tenant", "=", tenant)
    .where("document.status", "=", "active")
    .where("document.label_id", "is not", null)
    .where((eb) => eb.or([eb("document.expires_at", "is", null), eb("document.expires_at", ">", now)]))
    .orderBy("document.label_id")
    .orderBy("document.id")
    .orderBy("chunk.ordinal")
    .execute();

  const dimension = (rows[0]?.vector.byteLength ?? 0) / 4;
  const vectors = new Float32Array(rows.length * dimension);
  const chunkRows = new Float64Array(rows.length);
  const runs = new Map<string, [number, number]>();
  let expiresAt = Number.POSITIVE_INFINITY;
  for (const [index, row] of rows.entries()) {
    if (row.model !== model || row.vector.byteLength !== dimension * 4)
      throw mismatch(tenant, row.model, model);
    vectors.set(decodeVector(row.vector), index * dimension);
    chunkRows[index] = row.row;
    const run = runs.get(row.label_id!);
    if (run === undefined) runs.set(row.label_id!, [index, index + 1]);
    else run[1] = index + 1;
    expiresAt = Math.min(expiresAt, row.expires_at ?? Number.POSITIVE_INFINITY);
  }
  return { epoch, dimension, vectors, chunkRows, documentIds: rows.map((row) => row.id), runs, expiresAt };
}

function mismatch(tenant: string, found: string, wanted: string): SallyportError<RetrievalErrorCode> {
  return new SallyportError<RetrievalErrorCode>({
    code: "ERR_RETRIEVAL_MODEL_MISMATCH",
    message: `The tenant "${tenant}" has vectors of the embedding model ${found}; this search uses ${wanted}.`,
    hint: "Run: sallyport ingest, on the tenant's folders, to embed them again with the model in use.",
  });
}
