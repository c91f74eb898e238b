export interface LedgerTables {
  receipt: ReceiptTable;
  checkpoint: CheckpointTable;
  ledger_key: LedgerKeyTable;
  ledger_node: LedgerNodeTable;
  receipt_subject: ReceiptSubjectTable;
}

interface ReceiptTable {
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

interface CheckpointTable {
  size: number;
  root: string;
  note: string;
  at: number;
  /** Null: the anchor has not taken it yet. */
  anchored_at: number | null;
}

/** Public keys that signed receipts or checkpoints, so that an export can carry them. */
interface LedgerKeyTable {
  id: string;
  key_json: string;
  added_at: number;
}

/** Hash (hexadecimal) of the complete subtree over leaves position·2^level … (position+1)·2^level − 1. */
interface LedgerNodeTable {
  level: number;
  position: number;
  hash: string;
}

/** Derived index: `principal:…`, `agent:…`, `tool:…`, `document:…` that a receipt names. */
interface ReceiptSubjectTable {
  subject: string;
  at: number;
  writer: string;
  sequence: number;
}
