import { type Kysely, sql } from "kysely";

/** Whose Home the Slack app keeps true, which requests share a card, and in which workspace a message is. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  `create table slack_home (
    enterprise text not null, team text not null, slack_user text not null, tenant text not null,
    page integer not null, shown text not null, opened_at bigint not null, due_at bigint not null,
    primary key (enterprise, team, slack_user))`,

  "create table slack_batch_item (request_id text primary key, batch text not null)",
  "create index slack_batch_item_batch on slack_batch_item (batch)",
];
