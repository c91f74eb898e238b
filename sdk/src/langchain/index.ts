export { guardTool, type LangChainErrorCode, type ToolDeclaration } from "./guard-tool.ts";
export {
  type ApprovalInterrupt,
  type SallyportMiddlewareOptions,
  sallyportMiddleware,
} from "./middleware.ts";
export { type SecureDocumentMetadata, SecureRetriever, type SecureRetrieverInput } from "./retriever.ts";
export { type SearchToolOptions, searchTool } from "./search-tool.ts";
