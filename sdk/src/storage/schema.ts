import type { Generated } from "kysely";

/**
 * The tables, as Kysely sees them. Times are milliseconds since the epoch (UTC), `*_json` columns hold JSON
 * text, booleans are 0 or 1. A room that needs a table adds a migration and its interface here.
 */
export interface Database {
  label: LabelTable;
  label_subject: LabelSubjectTable;
  label_replacement: LabelReplacementTable;
  document: DocumentTable;
  chunk: ChunkTable;
  epoch: EpochTable;
  agent: AgentTable;
  tool: ToolTable;
  usage_counter: UsageCounterTable;
  usage_member: UsageMemberTable;
  connector: ConnectorTable;
  revocation: RevocationTable;
  receipt: ReceiptTable;
  checkpoint: CheckpointTable;
  ledger_key: LedgerKeyTable;
  ledger_node: LedgerNodeTable;
  receipt_subject: ReceiptSubjectTable;
  approval_request: ApprovalRequestTable;
  approval_decision: ApprovalDecisionTable;
  approval_execution: ApprovalExecutionTable;
  session_run: SessionRunTable;
  session_source: SessionSourceTable;
  agent_run: AgentRunTable;
  agent_run_wait: AgentRunWaitTable;
  vault_scope: VaultScopeTable;
  vault_token: VaultTokenTable;
  slack_message: SlackMessageTable;
  slack_inbound: SlackInboundTable;
  slack_link: SlackLinkTable;
  slack_home: SlackHomeTable;
  slack_batch_item: SlackBatchItemTable;
  slack_installation: SlackInstallationTable;
  slack_oauth_state: SlackOauthStateTable;
  index_snapshot: IndexSnapshotTable;
}

/** Identical ACLs are interned: one row serves every document that has them. */
export interface LabelTable {
  id: string;
  tenant: string;
  /** The whole Label as canonical JSON. */
  label_json: string;
  updated_at: number;
  /** The tenant's "labels:…" epoch when it was stored; labels never change afterwards. */
  revision: Generated<number>;
}

/** An ACL that was edited as a whole: every document of the label now has the other one. Never a chain. */
export interface LabelReplacementTable {
  label_id: string;
  tenant: string;
  replaced_by: string;
}

/** Inverted index: which labels name this subject (`user:…`, `role:…`, `group:…`, `everyone`) as a reader. */
export interface LabelSubjectTable {
  tenant: string;
  subject: string;
  label_id: string;
}

export interface DocumentTable {
  id: string;
  tenant: string;
  /** Path or URI that the document came from, unique in its tenant. */
  source: string;
  title: string;
  media_type: string;
  content_hash: string;
  /** Null: no label, retrievable by nobody. */
  label_id: string | null;
  status: "active" | "quarantined" | "unlabelled" | "deleted";
  verdict: "clean" | "suspicious" | "quarantined";
  /** The Screening: reasons with spans. */
  screening_json: string;
  detector_version: string;
  ingested_at: number;
  expires_at: number | null;
  /** The tenant's "documents:…" epoch at the last change, so that an index reads just what changed. */
  revision: number;
  /** The index's name for the document: its first revision. */
  number: number;
  /** The folder that it was ingested from: a file missing there is deleted here. */
  folder: string;
}

export interface ChunkTable {
  /** Dense row number: the index's name for this chunk. */
  row: Generated<number>;
  /** Its label and status are the document's. */
  document_id: string;
  tenant: string;
  ordinal: number;
  text: string;
  /** Little-endian float32, unit length. */
  vector: Uint8Array;
  model: string;
  verdict: "clean" | "suspicious" | "quarantined";
  screening_json: string;
  detector_version: string;
}

/** A counter per concern ("labels:acme", "revocations"): whoever caches compares it before trusting its cache. */
export interface EpochTable {
  name: string;
  value: number;
}

export interface AgentTable {
  id: string;
  tenant: string;
  owner: string;
  agent_json: string;
  registered_at: number;
}

export interface ToolTable {
  name: string;
  /** What was accepted. */
  descriptor_digest: string;
  descriptor_json: string;
  pinned_at: number;
  /** What the tool said about itself when it was last registered. */
  offered_digest: string | null;
  offered_json: string | null;
  offered_at: number | null;
}

/** How much was done: `scope` is whose (`hop:…`, `agent:…`), `measure` what is counted. */
export interface UsageCounterTable {
  scope: string;
  measure: string;
  /** Five minutes since the epoch; 0 for what is counted for good. */
  bucket: number;
  value: number;
}

/** What is counted once however often it is used: records, destinations. */
export interface UsageMemberTable {
  scope: string;
  measure: string;
  /** A digest. */
  member: string;
  uses: number;
}

/** Systems that tools reach. */
export interface ConnectorTable {
  name: string;
  owner: string;
  trust: "trusted" | "reviewed" | "untrusted";
  registered_at: number;
}

export interface RevocationTable {
  id: string;
  kind: string;
  subject: string;
  reason: string;
  actor: string;
  created_at: number;
  expires_at: number | null;
  lifted_at: number | null;
  lifted_by: string | null;
  /** Null: whoever has this id, in any tenant. */
  tenant: string | null;
}

export interface ReceiptTable {
  writer: string;
  sequence: number;
  /** Its place in the Merkle tree over all writers; null until the next checkpoint. */
  leaf: number | null;
  type: string;
  tenant: string;
  at: number;
  /** The signed body, canonical JSON. */
  body_json: string;
  /** Canonical JSON. Null: there were none, or retention pruned them. */
  facts_json: string | null;
  facts_salt: string | null;
  hash: string;
  signature: string;
}

export interface CheckpointTable {
  size: number;
  root: string;
  note: string;
  at: number;
  /** Null: the anchor has not taken it yet. */
  anchored_at: number | null;
}

/** Public keys that signed receipts or checkpoints, so that an export can carry them. */
export interface LedgerKeyTable {
  id: string;
  key_json: string;
  added_at: number;
}

/** Hash (hexadecimal) of the complete subtree over leaves position·2^level … (position+1)·2^level − 1. */
export interface LedgerNodeTable {
  level: number;
  position: number;
  hash: string;
}

/** Derived index: `principal:…`, `agent:…`, `tool:…`, `document:…` that a receipt names. */
export interface ReceiptSubjectTable {
  subject: string;
  at: number;
  writer: string;
  sequence: number;
}

export interface ApprovalRequestTable {
  id: string;
  tenant: string;
  session: string;
  /** Deterministic per session and tool call, so that a replayed graph node makes no twin. */
  dedupe_key: string;
  state:
    | "pending"
    | "approved"
    | "denied"
    | "expired"
    | "cancelled"
    | "superseded"
    | "consumed"
    | "succeeded"
    | "failed"
    | "unknown";
  tool: string;
  arguments_digest: string;
  /** The ApprovalRequest as people see it and as the gate re-checks it. */
  request_json: string;
  created_at: number;
  expires_at: number;
  decided_at: number | null;
  superseded_by: string | null;
  /** The human who asked (`sub`). */
  requester: Generated<string>;
  /** The agent that acted: the last of the chain. */
  agent: Generated<string>;
  reminded_at: number | null;
  escalated_at: number | null;
}

export interface ApprovalDecisionTable {
  request_id: string;
  approver: string;
  decision: "approve" | "deny";
  /** The signed statement with its signature. */
  decision_json: string;
  at: number;
}

export interface ApprovalExecutionTable {
  request_id: string;
  owner: string;
  state: "running" | "succeeded" | "failed" | "unknown";
  started_at: number;
  /** Parked as `unknown` when no outcome was reported by then. */
  lease_until: number;
  ended_at: number | null;
  result_digest: string | null;
}

/** A session that outlives its process. */
export interface SessionRunTable {
  id: string;
  tenant: string;
  /** The app's own name for the conversation. */
  thread: string;
  /** The agent that acts. */
  agent: string;
  /** Where the vault keeps what redaction took out of its texts. */
  scope: string;
  /** The signed chain: worth nothing without the agent's key, and verified again on every use. */
  delegation_json: string;
  purpose: string | null;
  started_at: number;
}

/** What entered such a session. */
export interface SessionSourceTable {
  session: string;
  ordinal: number;
  /** Which process's memory it is: two that resume one session don't overwrite each other. */
  writer: string;
  /** The ContentSource but for its texts. */
  source_json: string;
  /** Document id, tool name or agent id. */
  origin: string;
  /** Empty once the document is deleted. */
  text: string;
  /** As it was handed out, where redaction changed it. */
  shown: string | null;
}

/** A graph run that a dispatcher sees to its end. */
export interface AgentRunTable {
  session: string;
  state: "open" | "ended";
  /** In a row, that failed. */
  attempts: number;
  due_at: number;
  /** Until then another dispatcher is at it. */
  lease_until: number;
  started_at: number;
}

/** What a paused run waits for; one that waits for nothing goes on when it is due. */
export interface AgentRunWaitTable {
  session: string;
  approval: string;
}

/** The keys of a scope of the redaction vault, wrapped with the vault's key. Deleting the row shreds its tokens. */
export interface VaultScopeTable {
  tenant: string;
  scope: string;
  key_id: string;
  wrapped_keys: Uint8Array;
  created_at: number;
}

/** What a token stands for, sealed with its scope's key. */
export interface VaultTokenTable {
  tenant: string;
  scope: string;
  token: string;
  type: string;
  /** What the value was where it stood. */
  form: "string" | "number";
  sealed_value: Uint8Array;
  created_at: number;
  expires_at: number | null;
}

/** One message that Slack shall show, and what it shows of it so far. The rows it speaks of are the truth. */
export interface SlackMessageTable {
  kind: "card" | "batch" | "result" | "reminder" | "escalation" | "checkpoint";
  /** The approval request, batch or checkpoint that it is about. */
  subject: string;
  tenant: string;
  channel: string;
  /** Slack's name for the message; null until it is known to be posted. */
  ts: string | null;
  /** Empty until it is posted. */
  shown_state: string;
  shown_votes: number;
  /** Not to be tried before. */
  due_at: number;
  attempts: number;
  /** When a post was tried whose answer never came: it may be there. */
  attempted_at: number | null;
  /** Until then another process is at it. */
  lease_until: number;
  created_at: number;
}

/** Digests of what Slack sent, so that the same bytes count once. */
export interface SlackInboundTable {
  digest: string;
  at: number;
}

/** Who a Slack user is, stated and signed by the bot: a row that somebody else wrote is worth nothing. */
export interface SlackLinkTable {
  /** Empty outside of an Enterprise organisation. */
  enterprise: string;
  team: string;
  slack_user: string;
  tenant: string;
  principal: string;
  linked_at: number;
  signature: string;
}

/** A Slack user's Home that the app keeps true. */
export interface SlackHomeTable {
  enterprise: string;
  team: string;
  slack_user: string;
  tenant: string;
  page: number;
  /** What it was drawn from; empty: nothing yet. */
  shown: string;
  opened_at: number;
  /** Not to be drawn before: changes that come close together are drawn once. */
  due_at: number;
}

/** Requests that are shown on one card. */
export interface SlackBatchItemTable {
  request_id: string;
  batch: string;
}

/** A file in which a search index keeps what it would have to compute again. */
export interface IndexSnapshotTable {
  file: string;
  tenant: string;
  name: string;
  /** What it was made from, and the length and digest of each part. */
  manifest_json: string;
  saved_at: number;
}

/** A workspace that has installed the Slack app. */
export interface SlackInstallationTable {
  team: string;
  /** Empty outside of an Enterprise organisation. */
  enterprise: string;
  /** The bot's token and ids, encrypted with a key that the database does not have. */
  sealed: string;
  installed_at: number;
}

/** Installations that somebody has begun in a browser; each may be ended once. */
export interface SlackOauthStateTable {
  digest: string;
  expires_at: number;
}
