import type { SallyportError } from "../errors.ts";

export type ApprovalErrorCode =
  /** The stored request is not what a process of this home stored. */
  | "ERR_APPROVALS_TAMPERED"
  /** There is no request with this id. */
  | "ERR_APPROVALS_UNKNOWN_REQUEST"
  /** The outcome is reported by somebody who did not consume the grant. */
  | "ERR_APPROVALS_NOT_CONSUMED_HERE";

export type ApprovalError = SallyportError<ApprovalErrorCode>;
