/** Codes of errors that this room throws. */
export type RedactionErrorCode =
  /** A value handed to `redactJson` is not JSON (a cycle, a function, a bigint, …). */
  | "ERR_REDACTION_NOT_JSON"
  /** A recogniser threw, so nothing may leave. */
  | "ERR_REDACTION_RECOGNISER"
  /** The file with the names recogniser's lists and weights is missing or damaged. */
  | "ERR_REDACTION_NAMES_MODEL"
  /** A pattern of a custom recogniser is not RE2 syntax, or matches the empty text. */
  | "ERR_REDACTION_BAD_PATTERN"
  /** The policy chose an operator that needs a key, tokens or pseudonyms that the caller did not pass. */
  | "ERR_REDACTION_OPERATOR_UNAVAILABLE"
  /** A hash key of less than 32 bytes could be guessed. */
  | "ERR_REDACTION_HASH_KEY"
  /** A data loss rule or canary can't work as written. */
  | "ERR_REDACTION_BAD_RULE"
  /** A vault's key is missing, unknown or not 32 bytes long. */
  | "ERR_REDACTION_VAULT_KEY"
  /** A sealed value was changed, moved, or sealed with another key. */
  | "ERR_REDACTION_VAULT_DAMAGED";
