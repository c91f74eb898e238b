import { type Kysely, sql } from "kysely";

/** Ids of people are unique within their tenant alone: a revocation must not reach a namesake elsewhere. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`alter table revocation add column tenant text`.execute(database);
}
