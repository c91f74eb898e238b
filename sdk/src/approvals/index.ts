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
export type { ApprovalNotice } from "./due-notices.ts";
export type { ApprovalErrorCode } from "./errors.ts";
export type { Escalation } from "./escalation.ts";
export { inert } from "./inert.ts";
export { isNarrower } from "./is-narrower.ts";
export type { HumanLoad } from "./measure-load.ts";
export { type ApprovalEdit, type EditStatement, signEdit } from "./narrow.ts";
export type { ApprovalRefusal, ApprovalRefusalCode } from "./refusal.ts";
export { renderCard } from "./render-card.ts";
export type { Outcome } from "./settle.ts";
export { signDecision } from "./statement.ts";
export { createTerminalChannel, type TerminalChannel } from "./terminal-channel.ts";
