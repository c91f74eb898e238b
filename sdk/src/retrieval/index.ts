export { defaultEmbeddings } from "./default-embeddings.ts";
export type { Embeddings } from "./embeddings.ts";
export type { RetrievalErrorCode } from "./errors.ts";
export type { SearchFilter } from "./filter.ts";
export type { GuardedVectorStore, GuardOptions } from "./guard-vector-store.ts";
export type { Recall } from "./index/calibrate.ts";
export type { PermittedLabel } from "./permitted-labels.ts";
export {
  type IndexOptions,
  openRetrieval,
  type ReadingSession,
  type Retrieval,
  type RetrievalOptions,
} from "./retrieval.ts";
export type { Reranker, SearchOptions } from "./search-options.ts";
export type { SearchHit, SearchResult } from "./search-result.ts";
export { decodeVector, encodeVector, toUnitVector } from "./vector.ts";
export type { ReadExplanation, Reader } from "./who-can-read.ts";
export { type Metric, type MetricOptions, withMetric } from "./with-metric.ts";
