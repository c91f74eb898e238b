import type { DocumentInterface } from "@langchain/core/documents";
import type { BaseTranslator } from "@langchain/core/structured_query";
import type { VectorStoreInterface } from "@langchain/core/vectorstores";
import { digestOf } from "../crypto/index.ts";
import { SallyportError } from "../errors.ts";
import type { Label } from "../policy/index.ts";
import { depthOf } from "./choose-chunks.ts";
import type { RetrievalErrorCode } from "./errors.ts";
import { guardPassages, hasUntrusted } from "./guard-passages.ts";
import type { PermittedLabels } from "./permitted-labels.ts";
import { recordSearch } from "./record-search.ts";
import type { ReadingSession, RetrievalOptions } from "./retrieval-options.ts";
import { checkQuestion } from "./search-options.ts";
import type { SearchResult } from "./search-result.ts";
import { createStoreSearch, storeError } from "./search-store.ts";
import { labelField, storeFilterOf } from "./store-filter.ts";
import type { Views } from "./view.ts";

export interface GuardOptions {
  readonly store: VectorStoreInterface;
  /** The tenant whose documents the store holds. */
  readonly tenant: string;
  /**
   * LangChain's structured-query translator for this kind of store, or a function that writes the store's own filter
   * for "the metadata field `label` is one of these". A store that does not filter is refused.
   */
  readonly filter: BaseTranslator | ((labelIds: readonly string[]) => object | string);
}

/**
 * Door 1 in front of a vector store that people already have. What comes out is permitted, checked document by
 * document, screened, redacted and recorded. But the store does the searching: it may compare the question with
 * vectors that the reader may not read, and their number and nearness may show in what it finds and how long it
 * takes. For the guarantee that forbidden vectors are never compared, ingest into Sallyport's own index.
 */
export interface GuardedVectorStore {
  readonly guarantee: "filtered-by-the-store";
  /**
   * Adds documents under a label that is stored already. It is noted in their metadata's `label`.
   *
   * @throws {SallyportError} `ERR_RETRIEVAL_STORE` for an unknown label or another tenant's.
   */
  addDocuments(documents: readonly DocumentInterface[], label: Label): Promise<void>;
  /**
   * @throws {SallyportError} `ERR_RETRIEVAL_STORE` when the store does not filter, or there are too many labels for
   * a filter; `ERR_RETRIEVAL_CHANGING`; `ERR_IDENTITY_*`.
   */
  search(session: ReadingSession, query: string, options?: { readonly k?: number }): Promise<SearchResult>;
}

/** More label ids than this make filters that stores refuse, or crawl through. */
const maxLabels = 1000;
const maxAttempts = 8;

export function guardVectorStore(
  room: Required<RetrievalOptions>,
  views: Views,
  { store, tenant, filter }: GuardOptions,
): GuardedVectorStore {
  const searchStore = createStoreSearch(room, store, storeFilterOf(filter));

  return {
    guarantee: "filtered-by-the-store",

    async addDocuments(documents, label) {
      const table = await views.labels(tenant);
      if (label.tenant !== tenant || table.numberOf(label.id) === 0) {
        throw storeError("The label is not stored for this tenant.", "Store it with storeLabel first.");
      }
      await store.addDocuments(
        documents.map((document) => ({
          ...document,
          metadata: { ...document.metadata, [labelField]: label.id },
        })),
      );
    },

    async search(session, query, { k = 5 } = {}) {
      checkQuestion(query);
      if (!Number.isInteger(k) || k < 1 || k > 1000)
        throw new TypeError("k must be an integer from 1 to 1000");
      if (session.tenant !== tenant) throw storeError("The store holds another tenant's documents.");
      const digest = digestOf("sallyport/store-search/v1", { query, k, store: store._vectorstoreType() });
      let vector: number[] | undefined;
      for (let attempt = 0; attempt < maxAttempts; attempt++) {
        // Before anything is asked that it could change.
        const epoch = await room.revocations.epoch();
        const chain = await session.authorize(digest);
        const asked = { session, chain, digest };
        const { principal, agents, scopes } = chain;
        if (!scopes.actions.includes("retrieve")) return recordSearch(room, asked, undefined, []);
        const view = await views.view({ principal, agents, clearance: scopes.clearance });
        const labelIds = await permittedIds(view.permitted);
        if (labelIds.length > 0) vector ??= await store.embeddings.embedQuery(query);
        const to = { reader: principal, tokens: session.tokens };
        const readBest = async (wanted: number) =>
          vector === undefined ? [] : await searchStore(vector, wanted, labelIds, view, to);
        let read = await readBest(k);
        // Where untrusted sources are among the best, there must be others to take their place.
        if (hasUntrusted(read, k)) read = await readBest(depthOf(k));
        await session.tokens?.flush();
        const { kept, findings } = guardPassages(query, read, k);
        if (await view.isCurrent(epoch)) return recordSearch(room, asked, view.permitted, kept, findings);
      }
      throw new SallyportError<RetrievalErrorCode>({
        code: "ERR_RETRIEVAL_CHANGING",
        message: "Labels or revocations changed during every attempt to search.",
        hint: "Try again when the label edit has finished.",
      });
    },
  };

  async function permittedIds(permitted: PermittedLabels): Promise<string[]> {
    const table = await views.labels(tenant);
    const ids: string[] = [];
    for (let number = 1; number < permitted.flags.length; number++) {
      if (permitted.flags[number] === 1) ids.push(table.label(number).id);
    }
    if (ids.length <= maxLabels) return ids;
    throw storeError(
      `This reader has ${ids.length} labels, more than the ${maxLabels} that a store's filter can name.`,
      "Ingest into Sallyport's own index, which has no such limit.",
    );
  }
}
