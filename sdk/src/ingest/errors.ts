/** What `SallyportError.code` can be when it comes from ingest. */
export type IngestErrorCode =
  | "ERR_INGEST_BROKEN_FILE"
  | "ERR_INGEST_FOLDER"
  | "ERR_INGEST_LINK"
  | "ERR_INGEST_MANIFEST"
  | "ERR_INGEST_MISSING_PACKAGE"
  | "ERR_INGEST_NO_TEXT"
  | "ERR_INGEST_SOURCE_TAKEN"
  | "ERR_INGEST_TENANT"
  | "ERR_INGEST_TOO_LARGE"
  | "ERR_INGEST_UNSUPPORTED";
