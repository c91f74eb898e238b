import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DocumentInterface } from "@langchain/core/documents";
import { VectorStore } from "@langchain/core/vectorstores";
import { SallyportError } from "../errors.ts";
import type { IngestEvent } from "../ingest/index.ts";
import type { SearchFilter, SearchOptions } from "../retrieval/index.ts";
import type { SallyportSession } from "../sallyport-session.ts";
import { type SecureDocumentMetadata, toDocument } from "./retriever.ts";

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
    this.#session = session;
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
    const documents = await this.#search(query, { k, ...(filter && { filter }) });
    return documents.map((document) => [document, document.metadata.score]);
  }

  override similaritySearch(
    query: string,
    k = 4,
    filter?: SearchFilter,
  ): Promise<DocumentInterface<SecureDocumentMetadata>[]> {
    return this.#search(query, { k, ...(filter && { filter }) });
  }

  /** LangChain's `lambda` is 1 for nearness and 0 for variety. */
  override maxMarginalRelevanceSearch(
    query: string,
    {
      k,
      lambda = 0.5,
      filter,
    }: { readonly k: number; readonly lambda?: number; readonly filter?: SearchFilter },
  ): Promise<DocumentInterface<SecureDocumentMetadata>[]> {
    return this.#search(query, { k, diversity: 1 - lambda, ...(filter && { filter }) });
  }

  /**
   * Ingests documents like files of the folder: screened, labelled by its `acl.yaml`, quarantined if need be. A document
   * with the id of an earlier one replaces it. Gives back their sources.
   *
   * @throws {SallyportError} `ERR_LANGCHAIN_UNGUARDED` without a folder, `ERR_LANGCHAIN_NOT_INGESTED`, `ERR_INGEST_*`.
   */
  async addDocuments(documents: readonly DocumentInterface[]): Promise<string[]> {
    if (this.#ingest === undefined)
      throw unguarded("Adding documents without a folder whose acl.yaml labels them");
    const { folder, run } = this.#ingest;
    await mkdir(folder, { recursive: true });
    const sources: string[] = [];
    for (const { id, pageContent } of documents) {
      // Named by us: an id could lead out of the folder. Begun by us: front matter could choose another label.
      const source = `${createHash("sha256")
        .update(id ?? pageContent)
        .digest("hex")
        .slice(0, 40)}.txt`;
      await writeFile(join(folder, source), `\n${pageContent}`);
      sources.push(source);
    }
    const failed: string[] = [];
    for await (const event of run(folder)) {
      if (event.type === "failed" && sources.includes(event.source)) failed.push(event.code);
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

  async #search(query: string, options: SearchOptions) {
    return (await this.#session.search(query, options)).hits.map(toDocument);
  }
}

function unguarded(what: string): SallyportError<SecureVectorStoreErrorCode> {
  return new SallyportError<SecureVectorStoreErrorCode>({
    code: "ERR_LANGCHAIN_UNGUARDED",
    message: `${what} would go around the door.`,
    hint: "Search by the question's text; add, change and delete documents with sallyport ingest.",
  });
}
