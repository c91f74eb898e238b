import { type Kysely, sql } from "kysely";

/** What the Slack app keeps: its messages, what it has heard already, and who is whom. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  `create table slack_message (
    kind text not null, subject text not null, tenant text not null,
    channel text not null, ts text, shown_state text not null, shown_votes integer not null,
    due_at bigint not null, attempts integer not null, attempted_at bigint, lease_until bigint not null,
    created_at bigint not null, primary key (kind, subject))`,
  "create index slack_message_due on slack_message (due_at)",

  "create table slack_inbound (digest text primary key, at bigint not null)",
  "create index slack_inbound_at on slack_inbound (at)",

  `create table slack_link (
    enterprise text not null, team text not null, slack_user text not null,
    tenant text not null, principal text not null, linked_at bigint not null, signature text not null,
    primary key (enterprise, team, slack_user))`,
];
