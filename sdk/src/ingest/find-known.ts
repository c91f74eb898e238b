import { existsSync } from "node:fs";
import { SallyportError } from "../errors.ts";
import type { IngestErrorCode } from "./errors.ts";
import type { IngestRun } from "./ingest-run.ts";

/** What the store has of a document already. */
export interface KnownDocument {
  readonly contentHash: string;
  readonly title: string;
  readonly folder: string;
  /** The label that counts: its own, or the one that replaced it. */
  readonly labelId: string | undefined;
  readonly detectorVersion: string;
  /** A person let it through although it was quarantined. */
  readonly released: boolean;
  readonly models: readonly string[];
  /** By model and text. */
  readonly vectors: ReadonlyMap<string, Uint8Array>;
}

/** @throws {SallyportError} `ERR_INGEST_SOURCE_TAKEN` when another folder provides this path of the tenant. */
export async function findKnown(
  { storage, folder }: IngestRun,
  id: string,
): Promise<KnownDocument | undefined> {
  const row = await storage
    .selectFrom("document")
    .leftJoin("label_replacement", "label_replacement.label_id", "document.label_id")
    .selectAll("document")
    .select("label_replacement.replaced_by")
    .where("document.id", "=", id)
    .where("status", "!=", "deleted")
    .executeTakeFirst();
  if (row === undefined) return undefined;
  // A folder that was moved may take its documents along; two that exist may not fight over one path.
  if (row.folder !== folder && existsSync(row.folder)) {
    throw new SallyportError<IngestErrorCode>({
      code: "ERR_INGEST_SOURCE_TAKEN",
      message: `The tenant already has a document of this path, from ${row.folder}.`,
      hint: "Rename the file, or keep both in one folder.",
    });
  }
  const chunks = await storage
    .selectFrom("chunk")
    .select(["text", "vector", "model"])
    .where("document_id", "=", id)
    .execute();
  return {
    contentHash: row.content_hash,
    title: row.title,
    folder: row.folder,
    labelId: row.replaced_by ?? row.label_id ?? undefined,
    detectorVersion: row.detector_version,
    released: row.status === "active" && row.verdict === "quarantined",
    models: [...new Set(chunks.map((chunk) => chunk.model))],
    vectors: new Map(chunks.map(({ model, text, vector }) => [`${model}\n${text}`, vector])),
  };
}
