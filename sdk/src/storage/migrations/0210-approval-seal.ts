import { type Kysely, sql } from "kysely";

/** Requests from before have none, and are void: nobody can say any more who wrote what they show. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw("alter table approval_request add column seal text not null default ''").execute(database);
}
