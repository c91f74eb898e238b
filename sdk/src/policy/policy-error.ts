/** What the policy room throws. Refusals are never thrown: they are decisions. */
export type PolicyErrorCode =
  /** The folder cannot be read or holds no policy. */
  | "ERR_POLICY_FOLDER"
  /** A file is not Cedar. */
  | "ERR_POLICY_SYNTAX"
  /** A policy has no `@id`, a malformed one, or one that another policy has too. */
  | "ERR_POLICY_ID"
  /** An annotation is unknown, malformed or in the wrong place. */
  | "ERR_POLICY_ANNOTATION"
  /** A policy does not agree with the schema. */
  | "ERR_POLICY_INVALID"
  /** The folder's schema is not the one that this version of the SDK feeds. */
  | "ERR_POLICY_SCHEMA"
  /** The Cedar engine refused a set that had passed validation. */
  | "ERR_POLICY_ENGINE"
  /** The ledger did not take the receipt of a policy change. */
  | "ERR_POLICY_LEDGER"
  /** A file of policy tests cannot be read or understood. */
  | "ERR_POLICY_TESTS"
  /** A label is malformed, or its id is not its digest. */
  | "ERR_POLICY_LABEL";
