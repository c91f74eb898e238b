import { digestOf } from "../crypto/index.ts";
import { SallyportError } from "../errors.ts";
import { chooseChunks, depthOf } from "./choose-chunks.ts";
import type { RetrievalErrorCode } from "./errors.ts";
import { guardPassages, hasUntrusted } from "./guard-passages.ts";
import { readPassages } from "./read-passages.ts";
import { type Read, recordSearch } from "./record-search.ts";
import { redactPassage } from "./redact-passage.ts";
import type { ReadingSession, RetrievalOptions } from "./retrieval-options.ts";
import { checkQuestion, parseOptions, type Reranker, type SearchOptions } from "./search-options.ts";
import type { SearchResult } from "./search-result.ts";
import { toUnitVector } from "./vector.ts";
import type { Views } from "./view.ts";

const maxAttempts = 8;

/** Door 1, step by step. Whatever changes while it runs makes it start again. */
export function createSearch(room: Required<RetrievalOptions>, views: Views) {
  const { redactor, embeddings, revocations } = room;

  return async function search(
    session: ReadingSession,
    query: string,
    options: SearchOptions = {},
  ): Promise<SearchResult> {
    checkQuestion(query);
    const parsed = parseOptions(options);
    const { rerank, ...asked } = parsed;
    const { k } = parsed;
    const digest = digestOf("sallyport/search/v1", { query, ...asked });
    let vector: Float32Array | undefined;
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      // Before anything is asked that it could change.
      const epoch = await revocations.epoch();
      const chain = await session.authorize(digest);
      const { principal, agents, scopes } = chain;
      const record = { session, chain, digest };
      if (!scopes.actions.includes("retrieve")) return recordSearch(room, record, undefined, []);
      const view = await views.view({ principal, agents, clearance: scopes.clearance }, parsed.filter);
      if (view.rows !== undefined) vector ??= toUnitVector(await embeddings.embedQuery(query));
      const tenant = principal.tenant;
      const to = { reader: principal, tokens: session.tokens };
      const readBest = async (wanted: number) => {
        const found = view.rows && vector ? await chooseChunks(view.rows, vector, query, parsed, wanted) : [];
        const passages = await readPassages({ ...room, tenant }, view, found, parsed.neighbours);
        return passages?.map((passage) => redactPassage(redactor, passage, to));
      };
      let read = await readBest(rerank === undefined ? k : depthOf(k));
      // Where untrusted sources are among the best, there must be others to take their place.
      if (read && rerank === undefined && hasUntrusted(read, k)) read = await readBest(depthOf(k));
      if (read === undefined) continue;
      await session.tokens?.flush();
      const ranked = rerank === undefined ? read : await reorder(rerank, query, read);
      const { kept, findings } = guardPassages(query, ranked, k);
      if (await view.isCurrent(epoch)) return recordSearch(room, record, view.permitted, kept, findings);
    }
    throw new SallyportError<RetrievalErrorCode>({
      code: "ERR_RETRIEVAL_CHANGING",
      message: "Labels, documents or revocations changed during every attempt to search.",
      hint: "Try again when the running ingest or label edit has finished.",
    });
  };
}

async function reorder(rerank: Reranker, query: string, read: readonly Read[]): Promise<readonly Read[]> {
  if (read.length === 0) return read;
  const scores = await rerank(
    query,
    read.map(({ hit }) => hit.text),
  );
  if (scores.length !== read.length || !scores.every(Number.isFinite)) {
    throw new SallyportError<RetrievalErrorCode>({
      code: "ERR_RETRIEVAL_RERANKER",
      message: "The reranker did not give one finite number per text.",
      hint: "Check the reranker; nothing was returned.",
    });
  }
  return read
    .map(({ hit, original }, index) => ({ original, hit: { ...hit, score: scores[index]! } }))
    .sort((a, b) => b.hit.score - a.hit.score);
}
