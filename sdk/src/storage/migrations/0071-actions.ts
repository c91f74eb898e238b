import { type Kysely, sql } from "kysely";

/** What a tool says about itself now, beside what was pinned; and how much was done, by scope and window. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  "alter table tool add column offered_digest text",
  "alter table tool add column offered_json text",
  "alter table tool add column offered_at bigint",

  `create table usage_counter (
    scope text not null, measure text not null, value bigint not null, primary key (scope, measure))`,
  `create table usage_member (
    scope text not null, measure text not null, member text not null, uses bigint not null,
    primary key (scope, measure, member))`,
];
