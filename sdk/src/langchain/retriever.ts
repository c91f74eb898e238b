import type { CallbackManagerForRetrieverRun } from "@langchain/core/callbacks/manager";
import { Document } from "@langchain/core/documents";
import { BaseRetriever, type BaseRetrieverInput } from "@langchain/core/retrievers";
import type { SearchHit, SearchOptions } from "../retrieval/index.ts";
import type { SallyportSession } from "../sallyport-session.ts";

/** With the options that every search of this retriever has. */
export interface SecureRetrieverInput extends BaseRetrieverInput, SearchOptions {
  /** Whose authority every query uses. Bound here, since LangChain hands a retriever only the query. */
  readonly session: SallyportSession;
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
 * @throws {TypeError} without a session; and from a search, for an option that is not understood.
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
  readonly #options: SearchOptions;

  constructor({ session, callbacks, tags, metadata, verbose, ...options }: SecureRetrieverInput) {
    super({
      ...(callbacks && { callbacks }),
      ...(tags && { tags }),
      ...(metadata && { metadata }),
      ...(verbose !== undefined && { verbose }),
    });
    this.#session = requireSession(session);
    this.#options = options;
  }

  override async _getRelevantDocuments(
    query: string,
    // Not handed on: callbacks of an inner store would trace text before it is screened and redacted.
    _runManager?: CallbackManagerForRetrieverRun,
  ): Promise<Document<SecureDocumentMetadata>[]> {
    const { hits } = await this.#session.search(query, this.#options);
    return hits.map(toDocument);
  }
}

/** @throws {TypeError} when it is none: better here than at the first question. */
export function requireSession(session: SallyportSession): SallyportSession {
  if (typeof session?.search === "function") return session;
  throw new TypeError(
    "session must be a session of Sallyport: await sallyport.startSession({ token, agent })",
  );
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
