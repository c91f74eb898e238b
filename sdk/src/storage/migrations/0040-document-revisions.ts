import { type Kysely, sql } from "kysely";

/**
 * A document's label and status decide over its chunks, so chunks no longer repeat the label. Each change of a
 * document takes the tenant's next revision, so that an index can read just what changed; a deleted document
 * stays as a tombstone without text.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  "alter table document add column revision bigint not null default 0",
  "alter table document add column folder text not null default ''",
  "create index document_revision on document (tenant, revision)",
  "create index document_label on document (label_id)",
  "create index document_expiry on document (expires_at)",
  `create table label_replacement (
    label_id text primary key references label (id), tenant text not null,
    replaced_by text not null references label (id))`,

  "drop table chunk",
  `create table chunk (
    row integer primary key autoincrement, document_id text not null references document (id) on delete cascade,
    tenant text not null, ordinal integer not null, text text not null, vector blob not null, model text not null,
    verdict text not null, screening_json text not null, detector_version text not null, unique (document_id, ordinal))`,
  "create index chunk_tenant on chunk (tenant)",
];
