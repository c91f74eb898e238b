import { type Kysely, sql } from "kysely";

/** Runs that outlive their process: whose they are, what they have read, and what they wait for. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  `create table session_run (
    id text primary key, tenant text not null, thread text not null, agent text not null,
    scope text not null, delegation_json text not null, purpose text, started_at bigint not null)`,
  `create table session_source (
    session text not null, ordinal integer not null, writer text not null, source_json text not null,
    primary key (session, ordinal, writer))`,

  `create table agent_run (
    session text primary key, state text not null, attempts integer not null, due_at bigint not null,
    lease_until bigint not null, started_at bigint not null)`,
  "create index agent_run_due on agent_run (state, due_at)",
  `create table agent_run_wait (
    session text not null, approval text not null, primary key (session, approval))`,
];
