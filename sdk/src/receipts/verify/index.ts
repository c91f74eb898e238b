export type {
  Anchor,
  Finding,
  FindingCode,
  LedgerBundle,
  LedgerTrust,
  VerificationReport,
} from "./bundle.ts";
export { verifyLedger } from "./verify-ledger.ts";
