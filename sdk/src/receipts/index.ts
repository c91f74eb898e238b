export type { ReceiptsErrorCode } from "./errors.ts";
export { type Explanation, explainReceipt, renderExplanation } from "./explain-receipt.ts";
export { exportLedger } from "./export-ledger.ts";
export { findCauses, findReceipt } from "./find-receipts.ts";
export { type LedgerOptions, openLedger } from "./ledger.ts";
export { type LimitCode, limitSentences } from "./limits.ts";
export { type Ledger, type Receipt, type ReceiptInput, type ReceiptType, receiptTypes } from "./receipt.ts";
export { type Trace, type TraceNode, traceSession } from "./trace-session.ts";
