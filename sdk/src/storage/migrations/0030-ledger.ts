import { type Kysely, sql } from "kysely";

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  // Facts stand beside the signed body, which holds their digest, so that retention can prune them.
  "alter table receipt add column facts_json text",
  "alter table receipt add column facts_salt text",

  "create table ledger_key (id text primary key, key_json text not null, added_at bigint not null)",

  // The Merkle tree over all writers: the receipts' order in it, and the hashes of its complete subtrees.
  `create table ledger_leaf (
    leaf integer primary key, writer text not null, sequence integer not null, unique (writer, sequence))`,
  `create table ledger_node (
    level integer not null, position integer not null, hash text not null, primary key (level, position))`,
  "alter table checkpoint add column anchored_at bigint",

  // Derived: who and what each receipt names, for queries.
  `create table receipt_subject (
    subject text not null, at bigint not null, writer text not null, sequence integer not null,
    primary key (subject, at, writer, sequence))`,
  "create table receipt_indexed (writer text primary key, sequence integer not null)",
];
