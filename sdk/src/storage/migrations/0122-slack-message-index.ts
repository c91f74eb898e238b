import { type Kysely, sql } from "kysely";

/** The Slack app looks for what is due several times a second: years of records must not slow that down. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  "drop index slack_message_due",
  "create index slack_message_due on slack_message (kind, due_at)",
  "create index slack_message_created on slack_message (kind, created_at)",
];
