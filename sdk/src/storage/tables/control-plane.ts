export interface ControlPlaneTables {
  agent: AgentTable;
  tool: ToolTable;
  usage_counter: UsageCounterTable;
  usage_member: UsageMemberTable;
  connector: ConnectorTable;
  revocation: RevocationTable;
}

interface AgentTable {
  id: string;
  tenant: string;
  owner: string;
  agent_json: string;
  registered_at: number;
}

interface ToolTable {
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
interface UsageCounterTable {
  scope: string;
  measure: string;
  /** Five minutes since the epoch; 0 for what is counted for good. */
  bucket: number;
  value: number;
}

/** What is counted once however often it is used: records, destinations. */
interface UsageMemberTable {
  scope: string;
  measure: string;
  /** A digest. */
  member: string;
  uses: number;
}

/** Systems that tools reach. */
interface ConnectorTable {
  name: string;
  owner: string;
  trust: "trusted" | "reviewed" | "untrusted";
  registered_at: number;
}

interface RevocationTable {
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
