/** What is wrong with how a command was called; each exits with 2. */
export type CliErrorCode =
  /** No such approval request. */
  | "ERR_CLI_APPROVAL"
  /** No such document, or several of that path. */
  | "ERR_CLI_DOCUMENT"
  /** Nothing to drill, or nothing to compare with. */
  | "ERR_CLI_DRILL"
  | "ERR_CLI_FILE"
  /** No such label, or no rule that would give it. */
  | "ERR_CLI_LABEL"
  /** Nobody typed an answer. */
  | "ERR_CLI_NO_ANSWER"
  /** Real token issuers are configured. */
  | "ERR_CLI_NO_LOCAL_ISSUER"
  /** Nobody, or several, of that name. */
  | "ERR_CLI_PERSON"
  /** A question to the policies that cannot be asked. */
  | "ERR_CLI_QUESTION"
  | "ERR_CLI_SESSION"
  | "ERR_CLI_TENANT"
  | "ERR_CLI_TOOL";
