import type { CallbackManagerForRetrieverRun } from "@langchain/core/callbacks/manager";
import { Document } from "@langchain/core/documents";
import { BaseRetriever, type BaseRetrieverInput } from "@langchain/core/retrievers";
import type { SearchHit } from "../retrieval/index.ts";
import type { SallyportSession } from "../sallyport-session.ts";

export interface SecureRetrieverInput extends BaseRetrieverInput {
  /** Whose authority every query uses. Bound here, since LangChain hands a retriever only the query. */
  readonly session: SallyportSession;
  /** How many passages at the most. */
  readonly k?: number;
}

/** What a passage's metadata carries, so that an app can show and cite it. */
export interface SecureDocumentMetadata {
  readonly documentId: string;
  readonly chunk: number;
  readonly source: string;
  readonly title: string;
  readonly label: string;
  readonly integrity: SearchHit["integrity"];
  readonly verdict: SearchHit["verdict"];
  readonly score: number;
}

/**
 * A LangChain retriever behind door 1: only rows that the session's principal and agents may read are searched,
 * and what comes back is screened, redacted and remembered.
 *
 * @example
 * const retriever = new SecureRetriever({ session, k: 5 });
 * const documents = await retriever.invoke("What is our refund policy?");
 */
export class SecureRetriever extends BaseRetriever<SecureDocumentMetadata> {
  static override lc_name(): string {
    return "SecureRetriever";
  }

  override lc_namespace = ["sallyport", "retrievers"];
  readonly #session: SallyportSession;
  readonly #k: number | undefined;

  constructor({ session, k, ...input }: SecureRetrieverInput) {
    super(input);
    this.#session = session;
    this.#k = k;
  }

  override async _getRelevantDocuments(
    query: string,
    // Not handed on: callbacks of an inner store would trace text before it is screened and redacted.
    _runManager?: CallbackManagerForRetrieverRun,
  ): Promise<Document<SecureDocumentMetadata>[]> {
    const { hits } = await this.#session.search(query, this.#k === undefined ? {} : { k: this.#k });
    return hits.map(toDocument);
  }
}

/** A hit as LangChain hands documents around. */
export function toDocument(hit: SearchHit): Document<SecureDocumentMetadata> {
  return new Document({
    id: `${hit.documentId}#${hit.chunk}`,
    pageContent: hit.text,
    metadata: {
      documentId: hit.documentId,
      chunk: hit.chunk,
      source: hit.source,
      title: hit.title,
      label: hit.label.id,
      integrity: hit.integrity,
      verdict: hit.verdict,
      score: hit.score,
    },
  });
}
