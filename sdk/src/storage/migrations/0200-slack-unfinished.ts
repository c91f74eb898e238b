import { type Kysely, sql } from "kysely";

/** What Slack was told has arrived is kept until it is handled: a bot that dies in between loses no click. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  "alter table slack_inbound add column kept text",
  "alter table slack_inbound add column lease_until bigint not null default 0",
  "create index slack_inbound_kept on slack_inbound (lease_until) where kept is not null",
];
