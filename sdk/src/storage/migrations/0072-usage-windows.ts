import { type Kysely, sql } from "kysely";

/** Counts in time: a bucket is five minutes since the epoch; 0 for what is counted for good. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  "drop table usage_counter",
  `create table usage_counter (
    scope text not null, measure text not null, bucket bigint not null, value bigint not null,
    primary key (scope, measure, bucket))`,
  "create index usage_counter_bucket on usage_counter (bucket)",
];
