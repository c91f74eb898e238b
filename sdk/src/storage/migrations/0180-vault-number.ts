import { type Kysely, sql } from "kysely";

/** Whether a value was a number where it stood, so that it becomes one again. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw("alter table vault_token add column form text not null default 'string'").execute(database);
}
