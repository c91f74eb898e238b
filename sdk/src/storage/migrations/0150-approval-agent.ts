import { type Kysely, sql } from "kysely";

/** Which agent asked: how many of its requests wait is counted at each one. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  "alter table approval_request add column agent text not null default ''",
  "create index approval_request_agent on approval_request (tenant, agent, state)",
];
