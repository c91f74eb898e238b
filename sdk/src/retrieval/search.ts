import { digestOf } from "../crypto/index.ts";
import { SallyportError } from "../errors.ts";
import type { Principal } from "../identity/index.ts";
import type { RetrievalErrorCode } from "./errors.ts";
import { type ReadChunk, readChunks } from "./read-chunks.ts";
import { type Read, recordSearch } from "./record-search.ts";
import { rescreen } from "./rescreen.ts";
import type { ReadingSession, RetrievalOptions, SearchOptions } from "./retrieval.ts";
import type { SearchResult } from "./search-result.ts";
import { toUnitVector } from "./vector.ts";
import type { Found, View, Views } from "./view.ts";

const maxAttempts = 8;

/** Door 1, step by step. Whatever changes while it runs makes it start again. */
export function createSearch(room: Required<RetrievalOptions>, views: Views) {
  const { storage, redactor, embeddings } = room;

  return async function search(
    session: ReadingSession,
    query: string,
    { k = 5 }: SearchOptions = {},
  ): Promise<SearchResult> {
    if (typeof query !== "string") throw new TypeError("query must be a string");
    if (!Number.isInteger(k) || k < 1 || k > 1000) throw new TypeError("k must be an integer from 1 to 1000");
    const digest = digestOf("sallyport/search/v1", { query, k });
    let vector: Float32Array | undefined;
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const chain = await session.authorize(digest);
      const { principal, agents, scopes } = chain;
      const asked = { session, chain, digest };
      if (!scopes.actions.includes("retrieve")) return recordSearch(room, asked, undefined, []);
      const view = await views.view({ principal, agents, clearance: scopes.clearance });
      if (view.rows > 0) vector ??= toUnitVector(await embeddings.embedQuery(query));
      const found = vector === undefined ? [] : await view.search(vector, k);
      const read = await readFound(view, found, principal);
      if (read === undefined || !(await view.isCurrent())) continue;
      return recordSearch(room, asked, view.permitted, read);
    }
    throw new SallyportError<RetrievalErrorCode>({
      code: "ERR_RETRIEVAL_CHANGING",
      message: "Labels, documents or revocations changed during every attempt to search.",
      hint: "Try again when the running ingest or label edit has finished.",
    });
  };

  /** The chunks, checked once more, screened and redacted; undefined when one may not be read any more. */
  async function readFound(
    view: View,
    found: readonly Found[],
    reader: Principal,
  ): Promise<readonly Read[] | undefined> {
    const { tenant } = reader;
    const rows = found.map(({ chunk }) => chunk);
    const chunks = await readChunks(storage, tenant, rows, view);
    if (chunks === undefined) return undefined;
    const read: Read[] = [];
    for (const { chunk, score } of found) {
      const screened = await rescreen({ ...room, tenant }, chunks.get(chunk)!);
      read.push({ original: screened.text, hit: toHit(screened, score, reader) });
    }
    return read;
  }

  function toHit(chunk: ReadChunk, score: number, reader: Principal): Read["hit"] {
    const { label } = chunk.permitted;
    const redact = (text: string) =>
      redactor.redact(text, { sink: "context", reader, classification: label.classification }).text;
    return {
      documentId: chunk.documentId,
      chunk: chunk.ordinal,
      source: chunk.source,
      title: redact(chunk.title),
      text: redact(chunk.text),
      label,
      integrity: chunk.verdict === "clean" ? label.integrity : "untrusted",
      verdict: chunk.verdict,
      score,
    };
  }
}
