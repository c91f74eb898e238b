import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DocumentInterface } from "@langchain/core/documents";
import { VectorStore } from "@langchain/core/vectorstores";
import { SallyportError } from "../errors.ts";
import type { IngestEvent } from "../ingest/index.ts";
import type { SearchFilter, SearchOptions } from "../retrieval/index.ts";
import type { SallyportSession } from "../sallyport-session.ts";
import { requireSession, type SecureDocumentMetadata, toDocument } from "./retriever.ts";

export type SecureVectorStoreErrorCode =
  /** A way around door 1: a search by a bare vector, vectors that nobody screened, a deletion that nobody decided. */
  | "ERR_LANGCHAIN_UNGUARDED"
  /** Some of the added documents could not be ingested; the others were. */
  | "ERR_LANGCHAIN_NOT_INGESTED";

export interface SecureVectorStoreInput {
  /** Whose authority every search uses. */
  readonly session: SallyportSession;
  /** Where added documents go: a folder with an `acl.yaml`, which decides who may read them. */
  readonly ingest?: {
    readonly folder: string;
    /** `sallyport.ingest` of this folder. */
    readonly run: (folder: string) => AsyncIterable<IngestEvent>;
  };
}

/** Embeddings are door 1's business: nothing here needs a vector, and whoever asks for one has another way in mind. */
const noEmbeddings = {
  embedDocuments: () => Promise.reject(unguarded("Embedding documents here")),
  embedQuery: () => Promise.reject(unguarded("Embedding a question here")),
};

/**
 * Door 1 where LangChain expects a vector store: for chains and tools that take nothing else. Searches go through the
 * session; what would go around it is refused.
 *
 * @example
 * const store = new SecureVectorStore({ session });
 * const retriever = store.asRetriever({ k: 5, searchType: "mmr" });
 */
export class SecureVectorStore extends VectorStore {
  declare FilterType: SearchFilter;
  readonly #session: SallyportSession;
  readonly #ingest: SecureVectorStoreInput["ingest"];

  constructor({ session, ingest }: SecureVectorStoreInput) {
    super(noEmbeddings, {});
    this.#session = requireSession(session);
    this.#ingest = ingest;
  }

  _vectorstoreType(): string {
    return "sallyport";
  }

  /** Each document with its cosine, best first. */
  override async similaritySearchWithScore(
    query: string,
    k = 4,
    filter?: SearchFilter,
  ): Promise<[DocumentInterface<SecureDocumentMetadata>, number][]> {
    const documents = await this.#search(query, k, { filter });
    return documents.map((document) => [document, document.metadata.score]);
  }

  override similaritySearch(
    query: string,
    k = 4,
    filter?: SearchFilter,
  ): Promise<DocumentInterface<SecureDocumentMetadata>[]> {
    return this.#search(query, k, { filter });
  }

  /** LangChain's `lambda` is 1 for nearness and 0 for variety; how many to choose among (`fetchK`) is decided here. */
  override async maxMarginalRelevanceSearch(
    query: string,
    {
      k,
      lambda = 0.5,
      filter,
    }: {
      readonly k: number;
      readonly fetchK?: number;
      readonly lambda?: number;
      readonly filter?: SearchFilter;
    },
  ): Promise<DocumentInterface<SecureDocumentMetadata>[]> {
    if (!(lambda >= 0 && lambda <= 1)) throw new TypeError("lambda must be a number from 0 to 1");
    return this.#search(query, k, { diversity: 1 - lambda, filter });
  }

  /**
   * Ingests documents like files of the folder: screened, labelled by its `acl.yaml`, quarantined if need be; what their
   * metadata says is not believed. A document with the id of an earlier one replaces it; of several with one id in one
   * call the first counts. Gives back their sources.
   *
   * @throws {SallyportError} `ERR_LANGCHAIN_UNGUARDED` without a folder, `ERR_LANGCHAIN_NOT_INGESTED`, `ERR_INGEST_*`.
   * @throws {TypeError} before anything is written, for documents without text and ids that are not as many.
   */
  async addDocuments(
    documents: readonly DocumentInterface[],
    { ids }: { readonly ids?: readonly string[] } = {},
  ): Promise<string[]> {
    if (this.#ingest === undefined)
      throw unguarded("Adding documents without a folder whose acl.yaml labels them");
    if (ids !== undefined && ids.length !== documents.length)
      throw new TypeError(`ids must be one for each document: ${documents.length}, not ${ids.length}`);
    if (!documents.every(({ pageContent }) => typeof pageContent === "string"))
      throw new TypeError("pageContent of every document must be a string");
    const { folder, run } = this.#ingest;
    await mkdir(folder, { recursive: true });
    const texts = new Map<string, string>();
    const failed: string[] = [];
    const sources = documents.map(({ id, pageContent }, index) => {
      const source = sourceOf(ids?.[index] ?? id ?? pageContent);
      const earlier = texts.get(source);
      if (earlier === undefined) texts.set(source, pageContent);
      else if (earlier !== pageContent) failed.push("another document of this call has the same id");
      return source;
    });
    // Begun by us: front matter could choose another label.
    for (const [source, text] of texts) await writeFile(join(folder, source), `\n${text}`);
    for await (const event of run(folder)) {
      if (event.type === "failed" && texts.has(event.source)) failed.push(event.code);
    }
    if (failed.length > 0) {
      throw new SallyportError<SecureVectorStoreErrorCode>({
        code: "ERR_LANGCHAIN_NOT_INGESTED",
        message: `${failed.length} of ${documents.length} documents could not be ingested: ${[...new Set(failed)].join(", ")}.`,
        hint: "The others were. sallyport ingest names each file and its reason.",
      });
    }
    return sources;
  }

  /** Refused: a bare vector says nothing about who asks for what. */
  async similaritySearchVectorWithScore(): Promise<[DocumentInterface, number][]> {
    throw unguarded("A search by a bare vector");
  }

  /** Refused: vectors must be those of the text that was screened. */
  async addVectors(): Promise<void> {
    throw unguarded("Adding vectors");
  }

  /** Refused: deleting is the data owner's decision. */
  override async delete(): Promise<void> {
    throw unguarded("Deleting through a vector store");
  }

  /** Refused: a store of its own would be one without a session. */
  static override async fromTexts(): Promise<VectorStore> {
    throw unguarded("Making a store of texts");
  }

  /** Refused, like `fromTexts`. */
  static override async fromDocuments(): Promise<VectorStore> {
    throw unguarded("Making a store of documents");
  }

  async #search(
    query: string,
    k: number,
    { filter, ...options }: { readonly filter: SearchFilter | undefined; readonly diversity?: number },
  ) {
    // Anything but undefined was meant to narrow, and is refused when it cannot.
    const asked: SearchOptions = { k, ...options, ...(filter !== undefined && { filter }) };
    return (await this.#session.search(query, asked)).hits.map(toDocument);
  }
}

/** Named by us: an id could lead out of the folder. */
function sourceOf(id: string): string {
  return `${createHash("sha256").update(id).digest("hex").slice(0, 40)}.txt`;
}

function unguarded(what: string): SallyportError<SecureVectorStoreErrorCode> {
  return new SallyportError<SecureVectorStoreErrorCode>({
    code: "ERR_LANGCHAIN_UNGUARDED",
    message: `${what} would go around the door.`,
    hint: "Search by the question's text; add, change and delete documents with sallyport ingest.",
  });
}
