export {
  createDispatcher,
  type DispatchableAgent,
  type Dispatcher,
  type DispatcherOptions,
  type EndedRun,
  type WaitingRun,
} from "./dispatcher.ts";
export type { DispatcherErrorCode } from "./dispatcher-errors.ts";
export type { LangChainErrorCode } from "./errors.ts";
export { guardMcpTools, type McpDeclarations } from "./guard-mcp-tools.ts";
export { guardTool, type ToolDeclaration } from "./guard-tool.ts";
export {
  adaptHumanInTheLoop,
  type HumanInTheLoop,
  type HumanInTheLoopAnswer,
  type HumanInTheLoopOptions,
} from "./human-in-the-loop.ts";
export {
  type ApprovalInterrupt,
  type SallyportMiddlewareOptions,
  sallyportMiddleware,
} from "./middleware.ts";
export { redactCallbacks } from "./redact-callbacks.ts";
export { type SecureDocumentMetadata, SecureRetriever, type SecureRetrieverInput } from "./retriever.ts";
export { type SearchToolOptions, searchTool } from "./search-tool.ts";
export {
  SecureVectorStore,
  type SecureVectorStoreErrorCode,
  type SecureVectorStoreInput,
} from "./secure-vector-store.ts";
export { type StreamedMessage, showMessages } from "./show-messages.ts";
export type { ToolOutcome } from "./tool-message.ts";
