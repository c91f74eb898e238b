import { type Kysely, sql } from "kysely";

/** Until when an execution has to report its outcome before it is parked as unknown. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql
    .raw("alter table approval_execution add column lease_until bigint not null default 0")
    .execute(database);
}
