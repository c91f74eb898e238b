import type { ApprovalRequest } from "../approvals/index.ts";
import type { JsonValue } from "../crypto/index.ts";
import type { PolicyReference } from "../policy/index.ts";
import type { Receipt } from "../receipts/index.ts";

/** Whose consent an app wants for a call, whatever the policies say. */
export interface ConsentDemand {
  /** Somebody of any of these groups. */
  readonly groups: readonly [string, ...string[]];
  /** 1 unless it says otherwise. */
  readonly quorum?: number;
  /** 15 minutes unless it says otherwise. */
  readonly expiresInMs?: number;
  /** `medium` unless it says otherwise. */
  readonly risk?: "low" | "medium" | "high";
  /** Why, for the people who are asked. */
  readonly reason?: string;
}

/** What an agent asks for. All of it is the model's word. */
export interface CallRequest {
  readonly tool: string;
  readonly arguments: unknown;
  /** The model's id for this call: asking again with it is the same call. */
  readonly callId: string;
  readonly signal?: AbortSignal;
  /** The app's own wish to ask people about this call, beside what the policies say. It only adds. */
  readonly ask?: ConsentDemand;
  /** Whether to wait for people when their approval is needed, or to come back with `pending`. */
  readonly approvals: "wait" | "return";
}

/**
 * Why a call was not run; or, where something was revoked while the tool ran, why its result is withheld. Stable:
 * programs and models may rely on them.
 */
export type RefusalCode =
  | "unknown-tool"
  | "unknown-connector"
  | "tool-changed"
  | "bad-arguments"
  | "secret-in-arguments"
  | "data-loss"
  | "not-authorized"
  | "revoked"
  | "out-of-scope"
  | "limit-exceeded"
  | "not-permitted"
  | "forbidden"
  | "not-evaluable"
  | "too-many-pending"
  | "no-approver"
  | "approval-denied"
  | "approval-expired"
  | "approval-cancelled"
  | "approval-superseded"
  | "approval-used"
  | "approval-void"
  | "aborted";

/** Why a call that was run has no result. After `tool-timeout` and `tool-aborted` its effect is unknown. */
export type FailureCode = "tool-failed" | "tool-timeout" | "tool-aborted";

export type CallResult =
  | {
      readonly type: "executed";
      /** Redacted for the session's principal; a notice in its place when screening withheld it. */
      readonly result: JsonValue;
      readonly withheld: boolean;
      /** What it ran with, when people approved less than was asked for. */
      readonly narrowed?: JsonValue;
      readonly receipt: Receipt;
    }
  | {
      readonly type: "refused";
      readonly code: RefusalCode;
      /** For the model and for people: short, stable, without argument values. */
      readonly message: string;
      /** What to do about it. */
      readonly hint: string;
      readonly policies: readonly PolicyReference[];
      readonly receipt: Receipt;
    }
  | {
      readonly type: "failed";
      readonly code: FailureCode;
      readonly message: string;
      readonly hint: string;
      readonly receipt: Receipt;
    }
  | { readonly type: "pending"; readonly approval: ApprovalRequest; readonly receipt: Receipt };
