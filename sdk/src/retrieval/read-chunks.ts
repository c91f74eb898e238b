import type { Storage } from "../storage/index.ts";
import type { PermittedLabel, PermittedLabels } from "./permitted-labels.ts";

export interface ReadChunk {
  readonly row: number;
  readonly ordinal: number;
  readonly documentId: string;
  readonly source: string;
  readonly title: string;
  readonly text: string;
  readonly verdict: "clean" | "suspicious" | "quarantined";
  readonly detectorVersion: string;
  /** A person let the document through although screening held it back. */
  readonly released: boolean;
  readonly permitted: PermittedLabel;
}

/** What some actors may read now. */
export interface Readable {
  readonly permitted: PermittedLabels;
  /** Documents that nobody may read, whatever their label. */
  readonly revokedDocuments: ReadonlySet<string>;
}

/**
 * Reads the texts of rows, after checking each row's label and status in the database once more. Undefined when
 * some row may not be read, which means that the database has moved on since the plan was made.
 */
export async function readChunks(
  storage: Storage,
  tenant: string,
  rows: readonly number[],
  { permitted, revokedDocuments }: Readable,
): Promise<ReadonlyMap<number, ReadChunk> | undefined> {
  if (rows.length === 0) return new Map();
  const checked = await storage
    .selectFrom("chunk")
    .innerJoin("document", "document.id", "chunk.document_id")
    .select(["chunk.row", "chunk.ordinal", "chunk.verdict", "chunk.detector_version"])
    .select(["document.id", "document.source", "document.title", "document.label_id", "document.status"])
    .select("document.verdict as document_verdict")
    .where("chunk.row", "in", rows)
    .where("chunk.tenant", "=", tenant)
    .where("document.tenant", "=", tenant)
    .execute();
  const readable = checked.flatMap((row) => {
    const label = row.status === "active" && row.label_id !== null ? permitted.find(row.label_id) : undefined;
    return label === undefined || revokedDocuments.has(row.id) ? [] : [{ ...row, permitted: label }];
  });
  if (readable.length !== rows.length) return undefined;
  const textOf = await readTexts(storage, rows);
  if (textOf.size !== rows.length) return undefined;
  return new Map(
    readable.map((row) => [
      row.row,
      {
        row: row.row,
        ordinal: row.ordinal,
        documentId: row.id,
        source: row.source,
        title: row.title,
        text: textOf.get(row.row)!,
        verdict: row.verdict,
        detectorVersion: row.detector_version,
        released: row.document_verdict === "quarantined",
        permitted: row.permitted,
      },
    ]),
  );
}

/** The texts of chunks that the caller knows to be readable; without those that are gone by now. */
export async function readTexts(storage: Storage, rows: readonly number[]): Promise<Map<number, string>> {
  const texts = await storage.selectFrom("chunk").select(["row", "text"]).where("row", "in", rows).execute();
  return new Map(texts.map(({ row, text }) => [row, text]));
}
