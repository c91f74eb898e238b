export interface RunTables {
  session_run: SessionRunTable;
  session_source: SessionSourceTable;
  agent_run: AgentRunTable;
  agent_run_wait: AgentRunWaitTable;
}

/** A session that outlives its process. */
interface SessionRunTable {
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
interface SessionSourceTable {
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
interface AgentRunTable {
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
interface AgentRunWaitTable {
  session: string;
  approval: string;
}
