import { type Kysely, sql } from "kysely";

/** Workspaces that have installed the Slack app, with their tokens sealed; and installations under way. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  `create table slack_installation (
    team text primary key, enterprise text not null, sealed text not null, installed_at bigint not null)`,
  "create table slack_oauth_state (digest text primary key, expires_at bigint not null)",
];
