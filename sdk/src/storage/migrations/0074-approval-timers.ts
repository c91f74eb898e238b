import { type Kysely, sql } from "kysely";

/** Who asked, when people were reminded and more of them asked; and what a call was denied by. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  "alter table approval_request add column requester text not null default ''",
  "alter table approval_request add column reminded_at bigint",
  "alter table approval_request add column escalated_at bigint",
  "create index approval_request_requester on approval_request (tenant, requester, state)",
  "create index approval_request_call on approval_request (session, arguments_digest)",
];
