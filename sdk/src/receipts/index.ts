export {
  type Checkpoint,
  type CheckpointAnchor,
  type CheckpointOptions,
  createCheckpoint,
} from "./checkpoint.ts";
export type { ReceiptsErrorCode } from "./errors.ts";
export { type Explanation, explainReceipt, renderExplanation } from "./explain-receipt.ts";
export { exportLedger } from "./export-ledger.ts";
export { createFileAnchor } from "./file-anchor.ts";
export { findCauses, findReceipt } from "./find-receipts.ts";
export { type LedgerOptions, type OpenLedger, openLedger } from "./ledger.ts";
export { type LimitCode, limitSentences } from "./limits.ts";
export { proveConsistency, proveInclusion } from "./prove.ts";
export { queryReceipts, type ReceiptQuery } from "./query-receipts.ts";
export type { Ledger, Receipt, ReceiptInput } from "./receipt.ts";
export { type ReceiptType, receiptTypes } from "./receipt-type.ts";
export { openRedactingLedger, type ReceiptRedaction } from "./redacting-ledger.ts";
export { renderTrace } from "./render-trace.ts";
export { renderTraceHtml } from "./render-trace-html.ts";
export { serializeLedger } from "./serialize-ledger.ts";
export { type Trace, type TraceNode, traceSession } from "./trace-session.ts";
