import type { Digest, JsonValue } from "../crypto/index.ts";
import type { ApprovalRequirement, PolicyReference } from "../policy/index.ts";

export type ApprovalState =
  | "pending"
  | "approved"
  | "denied"
  | "expired"
  | "cancelled"
  | "superseded"
  | "consumed"
  | "succeeded"
  | "failed"
  /** Consumed, and nobody knows whether the effect happened. Parked for a person, never retried silently. */
  | "unknown";

/** Where one argument's value came from, as people see it on the card. */
export interface ArgumentOrigin {
  /** JSON pointer into the arguments (RFC 6901); `/body#1` is the first link in the text at `/body`. */
  readonly argument: string;
  readonly source: "human" | "document" | "tool" | "agent" | "nowhere";
  readonly integrity?: "trusted" | "reviewed" | "untrusted";
  /** "mail/supplier.eml", "crm_lookup"; absent for the human and for nowhere. */
  readonly name?: string;
  /** It was not written there as it is in the argument, but is the same when decoded or read backwards. */
  readonly encoding?: "base64" | "hex" | "url" | "reversed";
}

/** What is there now where an argument would put something else. */
export interface CurrentValue {
  /** JSON pointer into the arguments (RFC 6901). */
  readonly argument: string;
  readonly value: JsonValue;
}

/** What a person decides on: those exact arguments and nothing else. */
export interface ApprovalRequest {
  readonly id: string;
  readonly tenant: string;
  readonly session: string;
  /** The model's own name for this call: with the session and the arguments it makes a replay no twin. */
  readonly callId: string;
  readonly tool: string;
  /** Digest of the tool's pinned descriptor. */
  readonly descriptor: string;
  readonly arguments: JsonValue;
  /** Binds the tool, its descriptor and the canonical arguments: {@link digestCall}. */
  readonly argumentsDigest: Digest;
  /** The human who asked (`sub`). */
  readonly requester: string;
  readonly agents: readonly string[];
  /** The agents' owners and other humans in the chain: they don't decide. */
  readonly owners: readonly string[];
  readonly delegation: string;
  readonly origins: readonly ArgumentOrigin[];
  /** What is unusual about the call, one sentence each. */
  readonly notes: readonly string[];
  /** What the call would replace, as the tool read it when it asked. */
  readonly current?: readonly CurrentValue[];
  /** JSON pointers of amounts and lists of records: what an edit may make less of. */
  readonly narrowable?: readonly string[];
  readonly requirement: ApprovalRequirement;
  readonly policies: readonly PolicyReference[];
  readonly policyHash: string;
  readonly reason: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** The receipt of the request: what every decision on it follows from. */
  readonly receipt: string;
  /** The request for more, from which a person has narrowed this one. */
  readonly replaces?: string;
}

/** What asks for a request; the rest is computed. */
export type ApprovalRequestInput = Omit<
  ApprovalRequest,
  "id" | "argumentsDigest" | "createdAt" | "expiresAt" | "receipt" | "replaces"
> & {
  /** The receipt that this request follows from. */
  readonly cause?: string;
};

/** A decision is a signature by a channel (terminal, Slack bot) whose public key the gate knows. */
export interface ApprovalDecision {
  readonly requestId: string;
  readonly argumentsDigest: Digest;
  readonly decision: "approve" | "deny";
  /** The approver's `sub`, and the tenant that the channel knows them in. */
  readonly approver: string;
  readonly tenant: string;
  /** How the channel knows that it was them: `terminal`, `slack:T1/U2`. */
  readonly verifiedBy: string;
  readonly reason?: string;
  readonly at: number;
  readonly keyId: string;
  readonly signature: string;
}

/** What a channel states and signs. */
export type DecisionStatement = Omit<ApprovalDecision, "keyId" | "signature">;

/**
 * What the gate knows by itself about the call that it is about to run. A grant is judged against this alone:
 * whoever can write to the database can change the stored request, and gains nothing by it.
 */
export type ApprovalBinding = Pick<
  ApprovalRequest,
  "tenant" | "argumentsDigest" | "requester" | "owners" | "requirement"
>;

/** What the gate got by consuming an approved request: good for one execution of those arguments. */
export interface Grant {
  readonly type: "granted";
  readonly requestId: string;
  readonly argumentsDigest: Digest;
  readonly approvers: readonly string[];
}
