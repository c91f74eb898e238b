export type LangChainErrorCode =
  /** The tool has neither a Zod 4 object schema nor a JSON Schema that can be read. */
  | "ERR_LANGCHAIN_TOOL_SCHEMA"
  /** The tool runs at the model's provider, where no gate is. */
  | "ERR_LANGCHAIN_PROVIDER_TOOL"
  /** The search tool reads in the name of another session than the middleware's. */
  | "ERR_LANGCHAIN_OTHER_SESSION";
