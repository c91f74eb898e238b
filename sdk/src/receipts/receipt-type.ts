export const receiptTypes = [
  "session-started",
  "document-ingested",
  "document-quarantined",
  "document-released",
  "document-deleted",
  "label-changed",
  "retrieval-performed",
  "values-revealed",
  "answer-stopped",
  "input-refused",
  "tool-call-attempted",
  "tool-call-decided",
  "tool-call-executed",
  "tool-call-refused",
  "approval-requested",
  "approval-granted",
  "approval-denied",
  "approval-used",
  "approval-closed",
  "delegation-issued",
  "delegation-refused",
  "revocation-created",
  "revocation-lifted",
  "policy-changed",
  "key-rotated",
  "facts-pruned",
] as const;
export type ReceiptType = (typeof receiptTypes)[number];

/** What the ledger says about itself. Only the ledger writes these, and their facts are never pruned. */
export const ledgerReceiptTypes: readonly string[] = ["key-rotated", "facts-pruned"];
