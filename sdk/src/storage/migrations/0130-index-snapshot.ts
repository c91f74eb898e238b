import { type Kysely, sql } from "kysely";

/** What a search index has written to disk: files are believed only as far as the database remembers their digests. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  `create table index_snapshot (
    file text primary key, tenant text not null, name text not null, manifest_json text not null,
    saved_at bigint not null)`,
  "create index index_snapshot_tenant on index_snapshot (tenant, name)",
];
