import type { Generated } from "kysely";

export interface DocumentTables {
  label: LabelTable;
  label_replacement: LabelReplacementTable;
  label_subject: LabelSubjectTable;
  document: DocumentTable;
  chunk: ChunkTable;
  index_snapshot: IndexSnapshotTable;
}

/** Identical ACLs are interned: one row serves every document that has them. */
interface LabelTable {
  id: string;
  tenant: string;
  /** The whole Label as canonical JSON. */
  label_json: string;
  updated_at: number;
  /** The tenant's "labels:…" epoch when it was stored; labels never change afterwards. */
  revision: Generated<number>;
}

/** An ACL that was edited as a whole: every document of the label now has the other one. Never a chain. */
interface LabelReplacementTable {
  label_id: string;
  tenant: string;
  replaced_by: string;
}

/** Inverted index: which labels name this subject (`user:…`, `role:…`, `group:…`, `everyone`) as a reader. */
interface LabelSubjectTable {
  tenant: string;
  subject: string;
  label_id: string;
}

interface DocumentTable {
  id: string;
  tenant: string;
  /** Path or URI that the document came from, unique in its tenant. */
  source: string;
  title: string;
  media_type: string;
  content_hash: string;
  /** Null: no label, retrievable by nobody. */
  label_id: string | null;
  status: "active" | "quarantined" | "unlabelled" | "deleted";
  verdict: "clean" | "suspicious" | "quarantined";
  /** The Screening: reasons with spans. */
  screening_json: string;
  detector_version: string;
  ingested_at: number;
  expires_at: number | null;
  /** The tenant's "documents:…" epoch at the last change, so that an index reads just what changed. */
  revision: number;
  /** The index's name for the document: its first revision. */
  number: number;
  /** The folder that it was ingested from: a file missing there is deleted here. */
  folder: string;
}

interface ChunkTable {
  /** Dense row number: the index's name for this chunk. */
  row: Generated<number>;
  /** Its label and status are the document's. */
  document_id: string;
  tenant: string;
  ordinal: number;
  text: string;
  /** Little-endian float32, unit length. */
  vector: Uint8Array;
  model: string;
  verdict: "clean" | "suspicious" | "quarantined";
  screening_json: string;
  detector_version: string;
}

/** A file in which a search index keeps what it would have to compute again. */
interface IndexSnapshotTable {
  file: string;
  tenant: string;
  name: string;
  /** What it was made from, and the length and digest of each part. */
  manifest_json: string;
  saved_at: number;
}
