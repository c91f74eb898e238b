export type { ApprovalDecision, ApprovalRequest, ApprovalState, ArgumentOrigin, Grant } from "./approval.ts";
