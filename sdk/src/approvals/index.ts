export type {
  ApprovalBinding,
  ApprovalDecision,
  ApprovalRequest,
  ApprovalRequestInput,
  ApprovalState,
  ArgumentOrigin,
  CurrentValue,
  DecisionStatement,
  Grant,
} from "./approval.ts";
export { type Approvals, type ApprovalsOptions, openApprovals } from "./approvals.ts";
export type { ApprovalClosed } from "./close.ts";
export type { DecisionRecorded } from "./decide.ts";
export { digestCall, fingerprint } from "./digest-call.ts";
export type { ApprovalErrorCode } from "./errors.ts";
export type { Escalation } from "./escalation.ts";
export { type ApprovalBatch, type Grouping, groupForBatch } from "./group-for-batch.ts";
export { isNarrower } from "./is-narrower.ts";
export type { ApprovalNotice, TellNotice } from "./keep-time.ts";
export type { HumanLoad } from "./measure-load.ts";
export { type ApprovalEdit, type EditStatement, signEdit } from "./narrow.ts";
export type { ApprovalPreview } from "./preview.ts";
export type { ApprovalRefusal, ApprovalRefusalCode } from "./refusal.ts";
export { renderCard } from "./render-card.ts";
export { type ParkedResolution, type ParkedResolved, signResolution } from "./resolve.ts";
export type { Outcome } from "./settle.ts";
export { type LinkedPerson, openSlackLinks, type SlackIdentity, type SlackLinks } from "./slack-links.ts";
export { signDecision } from "./statement.ts";
export { createTerminalChannel, type TerminalChannel } from "./terminal-channel.ts";
