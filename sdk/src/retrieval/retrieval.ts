import { systemClock } from "../clock.ts";
import type { Agent, Principal } from "../identity/index.ts";
import { type GuardedVectorStore, type GuardOptions, guardVectorStore } from "./guard-vector-store.ts";
import { defaultThreads } from "./index/scan-threads.ts";
import type { PermittedLabel } from "./permitted-labels.ts";
import type { ReadingSession, RetrievalOptions } from "./retrieval-options.ts";
import { createSearch } from "./search.ts";
import type { SearchOptions } from "./search-options.ts";
import type { SearchResult } from "./search-result.ts";
import { createViews, type Views } from "./view.ts";
import { explainRead, type ReadExplanation, type Reader, whoCanRead } from "./who-can-read.ts";

/** Door 1: what may be read, and nothing else is even looked at. */
export interface Retrieval {
  /**
   * The chunks nearest to the question among those that the session's human and every agent of its chain may
   * read. What comes back is screened, redacted for this reader, noted in the session and in the ledger.
   *
   * @throws {SallyportError} `ERR_IDENTITY_*` when the chain does not hold, `ERR_RETRIEVAL_MODEL_MISMATCH`,
   * `ERR_RETRIEVAL_BAD_VECTOR`, `ERR_RETRIEVAL_CHANGING` when labels change faster than a search.
   */
  search(session: ReadingSession, query: string, options?: SearchOptions): Promise<SearchResult>;
  /** The labels that these actors may read, by id, with the policies that say so. */
  permittedLabels(
    principal: Principal,
    agents?: readonly Agent[],
  ): Promise<ReadonlyMap<string, PermittedLabel>>;
  /** Puts door 1 in front of another vector store; see {@link GuardedVectorStore} for what that cannot guarantee. */
  guardVectorStore(options: GuardOptions): GuardedVectorStore;
  /** Whether this person may read this document, by which policies, or why not. */
  explainRead(principal: Principal, documentId: string): Promise<ReadExplanation>;
  /** Of these people, those who may read this document. */
  whoCanRead(documentId: string, people: readonly Principal[]): Promise<readonly Reader[]>;
}

export function openRetrieval(options: RetrievalOptions): Retrieval {
  const room: Required<RetrievalOptions> = {
    clock: systemClock,
    keepVectors: "memory",
    recall: 0.97,
    threads: defaultThreads(),
    cacheFolder: undefined,
    ...options,
  };
  const views = createViews(room);
  return {
    search: createSearch(room, views),
    permittedLabels: (principal, agents = []) => listPermitted(views, principal, agents),
    guardVectorStore: (guarded) => guardVectorStore(room, views, guarded),
    explainRead: (principal, documentId) => explainRead({ ...room, views }, principal, documentId),
    whoCanRead: (documentId, people) => whoCanRead({ ...room, views }, documentId, people),
  };
}

async function listPermitted(
  views: Views,
  principal: Principal,
  agents: readonly Agent[],
): Promise<ReadonlyMap<string, PermittedLabel>> {
  const permitted = await views.permittedLabels({ principal, agents, clearance: principal.clearance });
  const table = await views.labels(principal.tenant);
  const found = new Map<string, PermittedLabel>();
  for (let number = 1; number <= table.size; number++) {
    const { id } = table.label(number);
    const label = permitted.find(id);
    if (label !== undefined) found.set(id, label);
  }
  return found;
}
