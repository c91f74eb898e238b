import type { PolicyJson } from "@cedar-policy/cedar-wasm/nodejs";
import type { Digest } from "../crypto/index.ts";
import type { ApprovalRequirement, PolicyReference } from "./decision.ts";
import type { PolicyErrorCode } from "./policy-error.ts";

/** One policy of a set, under the `@id` that its author gave it. */
export interface Policy extends PolicyReference {
  /** File name within the folder. */
  readonly file: string;
  /** The policy as it was written, with its annotations. */
  readonly text: string;
  /** Cedar's own reading of `text`. */
  readonly json: PolicyJson;
  /** Present on a forbid that people may lift. */
  readonly approval?: ApprovalRequirement;
}

/** Policies that parsed, validated against the schema and carry unique ids. Only loading makes one. */
export interface PolicySet {
  readonly policies: readonly Policy[];
  /** In Cedar's schema language. */
  readonly schema: string;
  /** SHA-256 over schema and policies, independent of files and order. */
  readonly hash: Digest;
}

/** Why a set was refused, and where. */
export interface PolicyProblem {
  readonly code: PolicyErrorCode;
  readonly file: string;
  /** The `@id`, when there is one. */
  readonly policy?: string;
  readonly message: string;
  readonly hint?: string;
}
