import { type Kysely, sql } from "kysely";

/** Where tools come from, and how far what they return is trusted. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`create table connector (
    name text primary key, owner text not null, trust text not null, registered_at bigint not null)`.execute(
    database,
  );
}
