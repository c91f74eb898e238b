/** A policy that took part in a decision: its `@id` and what its annotations say. */
export interface PolicyReference {
  readonly id: string;
  readonly effect: "permit" | "forbid";
  /** The `@description`: one sentence for people. */
  readonly description?: string;
  /** The `@owasp` id: ASI01 … ASI10, LLM01 … */
  readonly owasp?: string;
}

/** What a person has to grant before the action may go on; from the forbids' annotations. */
export interface ApprovalRequirement {
  /** Anyone in any one of these groups is entitled; with quorum 2 or more, distinct people. */
  readonly groups: readonly string[];
  readonly quorum: number;
  readonly expiresInMs: number;
  readonly risk: "low" | "medium" | "high";
}

interface Decided {
  readonly policies: readonly PolicyReference[];
  /** For people: the policies' sentences, or why nothing could be evaluated. */
  readonly reason: string;
  /** SHA-256 of the policy set and schema that decided. */
  readonly policyHash: string;
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
  | (Decided & { readonly type: "needs_approval"; readonly approval: ApprovalRequirement });
