/** A policy that took part in a decision: its `@id` and what its annotations say. */
export interface PolicyReference {
  readonly id: string;
  readonly effect: "permit" | "forbid";
  /** The `@description`: one sentence for people. */
  readonly description?: string;
  /** The `@owasp` id: ASI01 … ASI10, LLM01 … */
  readonly owasp?: string;
}

/** The consent of one set of people: this many distinct persons out of any of these groups. */
export interface ConsentRequirement {
  readonly groups: readonly string[];
  readonly quorum: number;
}

/**
 * What people have to grant before the action may go on; from the annotations of the forbids that matched.
 *
 * Each such forbid demands its own people's consent, so **every** requirement must be met: the union of the
 * groups would let a finance approver answer for a security reviewer. {@link unmetConsents} does the counting.
 */
export interface ApprovalRequirement {
  readonly requirements: readonly ConsentRequirement[];
  /** All groups that are asked, for display and routing; not for deciding. */
  readonly groups: readonly string[];
  /** The highest quorum of any requirement, for display; not for deciding. */
  readonly quorum: number;
  /** The shortest of the forbids' expiries. */
  readonly expiresInMs: number;
  /** The highest of the forbids' risks. */
  readonly risk: "low" | "medium" | "high";
}

interface Decided {
  readonly policies: readonly PolicyReference[];
  /** For people: the policies' sentences, or why nothing could be evaluated. */
  readonly reason: string;
  /** SHA-256 of the policy set and schema that decided. */
  readonly policyHash: string;
  /** What a set on trial would have decided; it decides nothing. Only while one is. */
  readonly shadow?: ShadowDecision;
}

/** The decision of a set on trial beside the enforced one. */
export interface ShadowDecision {
  /** `allow`, `needs_approval`, or a {@link DenyCode}. */
  readonly outcome: "allow" | "needs_approval" | DenyCode;
  readonly policies: readonly PolicyReference[];
  readonly policyHash: string;
  /** The outcome, or what people would have to grant, is not what is enforced. */
  readonly differs: boolean;
}

export type DenyCode =
  /** No permit matched. */
  | "not-permitted"
  /** A forbid that nobody may lift matched. */
  | "forbidden"
  /** Something could not be evaluated: bad request, engine fault, error in a policy. */
  | "not-evaluable";

export type Decision =
  | (Decided & { readonly type: "allow" })
  | (Decided & { readonly type: "deny"; readonly code: DenyCode })
  | (Decided & {
      readonly type: "needs_approval";
      readonly approval: ApprovalRequirement;
      /** The permits that allow it once people have approved; `policies` are the forbids that ask them. */
      readonly permits: readonly PolicyReference[];
    });
