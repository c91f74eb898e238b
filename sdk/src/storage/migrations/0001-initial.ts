import { type Kysely, sql } from "kysely";

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  `create table label (
    id text primary key, tenant text not null, label_json text not null, updated_at bigint not null)`,
  `create table label_subject (
    tenant text not null, subject text not null, label_id text not null references label (id) on delete cascade,
    primary key (tenant, subject, label_id))`,
  "create index label_subject_label on label_subject (label_id)",

  `create table document (
    id text primary key, tenant text not null, source text not null, title text not null, media_type text not null,
    content_hash text not null, label_id text references label (id), status text not null, verdict text not null,
    screening_json text not null, detector_version text not null, ingested_at bigint not null, expires_at bigint,
    unique (tenant, source))`,
  `create table chunk (
    row integer primary key autoincrement, document_id text not null references document (id) on delete cascade,
    tenant text not null, label_id text references label (id), ordinal integer not null, text text not null,
    vector blob not null, model text not null, verdict text not null, screening_json text not null,
    detector_version text not null, unique (document_id, ordinal))`,
  "create index chunk_tenant_label on chunk (tenant, label_id)",

  "create table epoch (name text primary key, value bigint not null)",

  `create table agent (
    id text primary key, tenant text not null, owner text not null, agent_json text not null, registered_at bigint not null)`,
  `create table tool (
    name text primary key, descriptor_digest text not null, descriptor_json text not null, pinned_at bigint not null)`,

  `create table revocation (
    id text primary key, kind text not null, subject text not null, reason text not null, actor text not null,
    created_at bigint not null, expires_at bigint, lifted_at bigint, lifted_by text)`,
  "create index revocation_subject on revocation (kind, subject)",

  `create table receipt (
    writer text not null, sequence integer not null, id text not null unique, type text not null, tenant text not null,
    session text, at bigint not null, body_json text not null, hash text not null, previous_hash text not null,
    key_id text not null, signature text not null, primary key (writer, sequence))`,
  "create index receipt_session on receipt (session)",
  "create table checkpoint (size integer primary key, root text not null, note text not null, at bigint not null)",

  `create table approval_request (
    id text primary key, tenant text not null, session text not null, dedupe_key text not null unique, state text not null,
    tool text not null, arguments_digest text not null, request_json text not null, created_at bigint not null,
    expires_at bigint not null, decided_at bigint, superseded_by text)`,
  "create index approval_request_state on approval_request (state, expires_at)",
  `create table approval_decision (
    request_id text not null references approval_request (id), approver text not null, decision text not null,
    decision_json text not null, at bigint not null, primary key (request_id, approver))`,
  `create table approval_execution (
    request_id text primary key references approval_request (id), owner text not null, state text not null,
    started_at bigint not null, ended_at bigint, result_digest text)`,
];
