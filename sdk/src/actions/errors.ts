export type ActionErrorCode =
  /** The schema has no JSON Schema form, or is not an object. */
  | "ERR_ACTIONS_TOOL_SCHEMA"
  /** A steering pointer leads to no argument. */
  | "ERR_ACTIONS_TOOL_STEERING"
  /** Its name could pass for another, or does not fit on one line. */
  | "ERR_ACTIONS_TOOL_NAME"
  /** Another connector's tool has this name. */
  | "ERR_ACTIONS_TOOL_NAME_TAKEN"
  /** Its name, owner or trust is missing or wrong. */
  | "ERR_ACTIONS_CONNECTOR_INVALID"
  /** There is no such tool, or nothing that could be accepted. */
  | "ERR_ACTIONS_TOOL_UNKNOWN"
  /** What is accepted is not what is offered now. */
  | "ERR_ACTIONS_TOOL_CHANGED"
  /** The ledger did not take the receipt, so nothing was done, or nobody could prove what was. */
  | "ERR_ACTIONS_NOT_RECORDED"
  /** The machine cannot close what a sandbox has to close. */
  | "ERR_ACTIONS_SANDBOX_FENCE"
  /** The two agents do not work for the same human in one chain. */
  | "ERR_ACTIONS_MESSAGE_ACROSS_RUNS";
