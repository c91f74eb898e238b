import type { ApprovalState } from "./approval.ts";

export type ApprovalRefusalCode =
  | "unknown-request"
  | "unknown-key"
  | "bad-signature"
  | "other-call"
  | "other-tenant"
  | "not-current"
  | "not-pending"
  | "not-approved"
  | "already-used"
  | "expired"
  | "revoked"
  | "unknown-approver"
  | "not-entitled"
  | "already-decided"
  | "not-requester"
  | "not-narrower"
  | "no-approver"
  | "not-parked"
  | "insufficient-consent"
  | "not-evaluable";

/** A "no" with its reason: a value, so that channels can show it and receipts can record it. */
export interface ApprovalRefusal {
  readonly type: "refused";
  readonly code: ApprovalRefusalCode;
  /** For people; holds no arguments. */
  readonly message: string;
  /** Where the request stands, when that is the reason. */
  readonly state?: ApprovalState;
}

/** Carries a refusal out of the step that found it; never leaves this room. */
class Refused extends Error {
  readonly refusal: ApprovalRefusal;

  constructor(refusal: ApprovalRefusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

export function refuse(code: ApprovalRefusalCode, message: string, state?: ApprovalState): never {
  throw new Refused({ type: "refused", code, message, ...(state === undefined ? {} : { state }) });
}

/** Runs a pipeline of steps, of which any may {@link refuse}. */
export async function orRefusal<T>(pipeline: () => Promise<T>): Promise<T | ApprovalRefusal> {
  try {
    return await pipeline();
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}
