import { type Kysely, sql } from "kysely";

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  `create table vault_scope (
    tenant text not null, scope text not null, key_id text not null, wrapped_keys blob not null,
    created_at bigint not null, primary key (tenant, scope))`,
  `create table vault_token (
    tenant text not null, scope text not null, token text not null, type text not null, sealed_value blob not null,
    created_at bigint not null, expires_at bigint,
    primary key (tenant, scope, token),
    foreign key (tenant, scope) references vault_scope (tenant, scope) on delete cascade)`,
  "create index vault_token_expiry on vault_token (expires_at)",
];
