export type {
  ApprovalBinding,
  ApprovalDecision,
  ApprovalRequest,
  ApprovalRequestInput,
  ApprovalState,
  ArgumentOrigin,
  DecisionStatement,
  Grant,
} from "./approval.ts";
export { type Approvals, type ApprovalsOptions, openApprovals } from "./approvals.ts";
export type { ApprovalClosed } from "./close.ts";
export type { DecisionRecorded } from "./decide.ts";
export { digestCall, fingerprint } from "./digest-call.ts";
export type { ApprovalErrorCode } from "./errors.ts";
export { inert } from "./inert.ts";
export type { ApprovalRefusal, ApprovalRefusalCode } from "./refusal.ts";
export { renderCard } from "./render-card.ts";
export type { Outcome } from "./settle.ts";
export { signDecision } from "./statement.ts";
export { createTerminalChannel, type TerminalChannel } from "./terminal-channel.ts";
