import { type Kysely, sql } from "kysely";

/** Texts apart from where they came from, so that a deleted document's can be taken out. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  "alter table session_source add column origin text not null default ''",
  "alter table session_source add column text text not null default ''",
  "alter table session_source add column shown text",
  "create index session_source_origin on session_source (origin)",
];
