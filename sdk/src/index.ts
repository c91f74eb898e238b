export type {
  ActionErrorCode,
  CallRequest,
  CallResult,
  FailureCode,
  Gate,
  GuardedTool,
  RefusalCode,
  ResultTrust,
  SteeringArguments,
  ToolContext,
} from "./actions/index.ts";
export { type AgentRegistration, loadAgents } from "./agents-file.ts";
export {
  type ApprovalDecision,
  type ApprovalErrorCode,
  type ApprovalRefusal,
  type ApprovalRequest,
  type ApprovalState,
  type Approvals,
  type ArgumentOrigin,
  createTerminalChannel,
  type DecisionRecorded,
  type DecisionStatement,
  fingerprint,
  inert,
  renderCard,
  signDecision,
  type TerminalChannel,
} from "./approvals/index.ts";
export { type Clock, systemClock } from "./clock.ts";
export { type Config, type ConfigErrorCode, loadConfig, parseConfig } from "./config.ts";
export {
  type Digest,
  generateSigningKey,
  type JsonValue,
  openSigningKey,
  type PublicKey,
  type SigningKey,
  verifySignature,
} from "./crypto/index.ts";
export { SallyportError } from "./errors.ts";
export {
  type Agent,
  type Chain,
  type Classification,
  type Delegation,
  type Directory,
  exportActor,
  exportAuthorizationDetails,
  type Hop,
  type IdentityErrorCode,
  type LocalIssuer,
  loadDirectory,
  type Principal,
  type Revocation,
  type RevocationKind,
  type Revocations,
  revocationKinds,
  type Scopes,
  type TrustedIssuer,
  verifyToolCredential,
} from "./identity/index.ts";
export type { IngestErrorCode, IngestEvent, IngestSummary } from "./ingest/index.ts";
export {
  checkPolicies,
  createLabel,
  createPolicyEngine,
  createShadowEngine,
  type Decision,
  defaultPolicyFolder,
  explainDecision,
  formatProblem,
  type Label,
  loadPolicies,
  matchReaders,
  type PolicyChange,
  type PolicyEngine,
  type PolicyErrorCode,
  type PolicyProblem,
  type PolicyReference,
  type PolicyRequest,
  type PolicySet,
  renderDecision,
  renderPolicyTests,
  renderShadowReport,
  runPolicyTests,
  type ShadowEngine,
  type ShadowReport,
  type WatchedPolicies,
} from "./policy/index.ts";
export {
  type Checkpoint,
  type CheckpointAnchor,
  createFileAnchor,
  explainReceipt,
  exportLedger,
  findCauses,
  findReceipt,
  queryReceipts,
  type Receipt,
  type ReceiptQuery,
  type ReceiptsErrorCode,
  type ReceiptType,
  renderExplanation,
  renderTrace,
  renderTraceHtml,
  traceSession,
} from "./receipts/index.ts";
export type { RedactedSpan, Redaction, Redactor, Sink } from "./redaction/index.ts";
export type {
  Embeddings,
  RetrievalErrorCode,
  SearchHit,
  SearchOptions,
  SearchResult,
} from "./retrieval/index.ts";
export {
  openSallyport,
  Sallyport,
  type SallyportOptions,
  type StartSessionOptions,
} from "./sallyport.ts";
export { SallyportSession } from "./sallyport-session.ts";
export type { Screening, ScreeningReason, Verdict } from "./screening/index.ts";
export type { ContentSource, Session, SessionErrorCode } from "./sessions/index.ts";
export type { Storage } from "./storage/index.ts";
