import type { Generated } from "kysely";

export interface ApprovalTables {
  approval_request: ApprovalRequestTable;
  approval_decision: ApprovalDecisionTable;
  approval_execution: ApprovalExecutionTable;
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
  /** Of `request_json`, under a key that is not in the database. */
  seal: Generated<string>;
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

interface ApprovalDecisionTable {
  request_id: string;
  approver: string;
  decision: "approve" | "deny";
  /** The signed statement with its signature. */
  decision_json: string;
  at: number;
}

interface ApprovalExecutionTable {
  request_id: string;
  owner: string;
  state: "running" | "succeeded" | "failed" | "unknown";
  started_at: number;
  /** Parked as `unknown` when no outcome was reported by then. */
  lease_until: number;
  ended_at: number | null;
  result_digest: string | null;
}
