import { randomUUID } from "node:crypto";
import type { DocumentInterface } from "@langchain/core/documents";
import type { VectorStoreInterface } from "@langchain/core/vectorstores";
import { digestOf } from "../crypto/index.ts";
import { SallyportError } from "../errors.ts";
import type { RetrievalErrorCode } from "./errors.ts";
import type { Readable } from "./read-chunks.ts";
import type { Passage } from "./read-passages.ts";
import type { Read } from "./record-search.ts";
import { type PassageReader, redactPassage } from "./redact-passage.ts";
import type { RetrievalOptions } from "./retrieval-options.ts";
import { labelField, type StoreFilter } from "./store-filter.ts";

/** By how much more is asked for when too little of what the store returned may be read; and how much at most. */
const refillFactor = 4;
const maxFetched = 10_000;

/** Asks somebody's vector store, once it has shown that it filters, and believes nothing of what it returns. */
export function createStoreSearch(
  { screener, redactor }: Pick<Required<RetrievalOptions>, "screener" | "redactor">,
  store: VectorStoreInterface,
  filterFor: StoreFilter,
) {
  let probed: Promise<void> | undefined;

  /** A filter for a label that nothing has must let nothing through. */
  async function probe(vector: number[]): Promise<void> {
    const found = await store.similaritySearchVectorWithScore(
      vector,
      1,
      await filterFor([`lbl_${randomUUID()}`]),
    );
    if (found.length > 0) {
      throw storeError(
        "The store returned documents that its filter excludes.",
        "It cannot filter, or not by metadata; ingest into Sallyport's own index.",
      );
    }
  }

  /** Whatever the store filtered, its word is not taken for it; undefined when the reader may not have it. */
  async function readDocument(
    { pageContent, metadata, id }: DocumentInterface,
    found: Pick<Passage, "documentId" | "ordinal" | "score">,
    { permitted, revokedDocuments }: Readable,
  ): Promise<Passage | undefined> {
    const label: unknown = metadata[labelField];
    const entry = typeof label === "string" ? permitted.find(label) : undefined;
    if (entry === undefined || revokedDocuments.has(found.documentId)) return undefined;
    const trusted = entry.label.integrity === "trusted";
    const { verdict } = await screener.screen(pageContent, { place: "retrieval", trusted });
    if (verdict === "quarantined") return undefined;
    const source = String(metadata.source ?? id ?? "");
    const title = String(metadata.title ?? source);
    return { ...found, source, title, text: pageContent, verdict, permitted: entry };
  }

  /** Asks for more until enough of what it returns may be read, or it has no more. */
  return async function searchStore(
    vector: number[],
    k: number,
    labelIds: readonly string[],
    readable: Readable,
    to: PassageReader,
  ): Promise<readonly Read[]> {
    probed ??= probe(vector).catch((error) => {
      probed = undefined;
      throw error;
    });
    await probed;
    const storeFilter = await filterFor(labelIds);
    for (let fetched = k; ; fetched = Math.min(maxFetched, fetched * refillFactor)) {
      const found = await store.similaritySearchVectorWithScore(vector, fetched, storeFilter);
      const read: Read[] = [];
      const times = new Map<string, number>();
      for (const [document, score] of found) {
        const documentId = idOf(document);
        const ordinal = times.get(documentId) ?? 0;
        times.set(documentId, ordinal + 1);
        const passage = await readDocument(document, { documentId, ordinal, score }, readable);
        if (passage !== undefined) read.push(redactPassage(redactor, passage, to));
      }
      if (read.length >= k || found.length < fetched || fetched === maxFetched) return read.slice(0, k);
    }
  };
}

/** By what a document can be revoked: its id in the store, or what it says when it has none. */
function idOf({ id, pageContent, metadata }: DocumentInterface): string {
  return (
    id ?? digestOf("sallyport/store-document/v1", { source: String(metadata.source ?? ""), pageContent })
  );
}

export function storeError(message: string, hint?: string): SallyportError<RetrievalErrorCode> {
  return new SallyportError<RetrievalErrorCode>({
    code: "ERR_RETRIEVAL_STORE",
    message,
    ...(hint && { hint }),
  });
}
