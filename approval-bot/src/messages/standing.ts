import type { ApprovalDecision, ApprovalPreview, ApprovalState, JsonValue } from "@sallyport/sdk";

/** A request and where it stands: all that any message about it shows. */
export interface Standing {
  readonly request: ApprovalPreview;
  /** The arguments that a person has changed into these. */
  readonly before?: JsonValue;
  readonly state: ApprovalState;
  readonly decisions: readonly ApprovalDecision[];
}

/** Where a request stands, in words that blame nobody for what nobody did, and name nobody. */
export function describeState(state: ApprovalState): string {
  switch (state) {
    case "pending":
      return "Waiting for a decision";
    case "approved":
      return "Approved, not used yet";
    case "denied":
      return "Denied";
    case "expired":
      return "Expired: nobody decided, or the approval was not used in time";
    case "cancelled":
      return "Cancelled by the person who asked";
    case "superseded":
      return "Superseded by a request with other arguments";
    case "consumed":
      return "Approved, running now";
    case "succeeded":
      return "Approved and done";
    case "failed":
      return "Approved, but the tool failed";
    case "unknown":
      return "Approved and started, outcome unknown: check before anybody tries again";
  }
}

/** States that nothing leads out of. */
export const finalStates: readonly ApprovalState[] = [
  "denied",
  "expired",
  "cancelled",
  "superseded",
  "succeeded",
  "failed",
];
