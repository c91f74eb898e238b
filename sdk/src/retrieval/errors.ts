/** What `SallyportError.code` can be when it comes from retrieval. */
export type RetrievalErrorCode =
  | "ERR_RETRIEVAL_BAD_VECTOR"
  | "ERR_RETRIEVAL_CHANGING"
  | "ERR_RETRIEVAL_INVARIANT"
  | "ERR_RETRIEVAL_MISSING_PACKAGE"
  | "ERR_RETRIEVAL_MODEL_MISMATCH"
  | "ERR_RETRIEVAL_UNKNOWN_DOCUMENT";
