export type {
  Anchor,
  Finding,
  FindingCode,
  LedgerBundle,
  LedgerTrust,
  VerificationReport,
} from "./bundle.ts";
export { verifyLedger, verifyLedgerFile } from "./verify-ledger.ts";
export { type ProofReport, verifyConsistency, verifyReceiptProof } from "./verify-proof.ts";
