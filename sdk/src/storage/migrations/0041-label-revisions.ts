import { type Kysely, sql } from "kysely";

/** Lets an index read only the labels that are new to it, and name a document by a small number. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  "alter table label add column revision bigint not null default 0",
  "create index label_revision on label (tenant, revision)",
  "alter table document add column number bigint not null default 0",
  "create unique index document_number on document (tenant, number) where number > 0",
];
