import { type Kysely, sql } from "kysely";

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  // Facts stand beside the signed body, which holds their digest, so that retention can prune them. What else is
  // in the body is not repeated in columns: an append writes one row and little else.
  "drop table receipt",
  `create table receipt (
    writer text not null, sequence integer not null, leaf integer, type text not null, tenant text not null,
    at bigint not null, body_json text not null, facts_json text, facts_salt text, hash text not null,
    signature text not null, primary key (writer, sequence))`,
  "create index receipt_at on receipt (at)",
  "create unique index receipt_leaf on receipt (leaf) where leaf is not null",
  "create index receipt_pending on receipt (at, writer, sequence) where leaf is null",

  // The Merkle tree over all writers: the hashes of its complete subtrees.
  `create table ledger_node (
    level integer not null, position integer not null, hash text not null, primary key (level, position))`,
  "alter table checkpoint add column anchored_at bigint",
  "create table ledger_key (id text primary key, key_json text not null, added_at bigint not null)",

  // Derived: who and what each receipt in the tree names, for queries.
  `create table receipt_subject (
    subject text not null, at bigint not null, writer text not null, sequence integer not null,
    primary key (subject, at, writer, sequence))`,
];
