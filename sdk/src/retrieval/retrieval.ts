import { type Clock, systemClock } from "../clock.ts";
import { digestOf } from "../crypto/index.ts";
import { SallyportError } from "../errors.ts";
import type { Agent, Chain, Principal, Revocations } from "../identity/index.ts";
import type { PolicyEngine, PolicyReference } from "../policy/index.ts";
import type { Ledger, Receipt } from "../receipts/index.ts";
import type { Redactor } from "../redaction/index.ts";
import type { Screener } from "../screening/index.ts";
import type { Session } from "../sessions/index.ts";
import type { Storage } from "../storage/index.ts";
import type { Embeddings } from "./embeddings.ts";
import type { RetrievalErrorCode } from "./errors.ts";
import type { PermittedLabel } from "./permitted-labels.ts";
import { type ReadChunk, readChunks } from "./read-chunks.ts";
import { rescreen } from "./rescreen.ts";
import { type Scored, scan } from "./scan.ts";
import type { SearchHit, SearchResult } from "./search-result.ts";
import { toUnitVector } from "./vector.ts";
import { createViews, type View } from "./view.ts";
import { explainRead, type ReadExplanation, type Reader, whoCanRead } from "./who-can-read.ts";

export interface RetrievalOptions {
  readonly storage: Storage;
  readonly policy: PolicyEngine;
  readonly revocations: Revocations;
  readonly ledger: Ledger;
  readonly screener: Screener;
  readonly redactor: Redactor;
  readonly embeddings: Embeddings;
  readonly clock?: Clock;
}

export interface SearchOptions {
  /** How many hits at most; 5 by default, 1 to 1000. */
  readonly k?: number;
}

/** What retrieval needs of a session: proof of authority for each search, and a place to note what was read. */
export type ReadingSession = Pick<Session, "id" | "tenant" | "authorize" | "record">;

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
  /** Whether this person may read this document, by which policies, or why not. */
  explainRead(principal: Principal, documentId: string): Promise<ReadExplanation>;
  /** Of these people, those who may read this document. */
  whoCanRead(documentId: string, people: readonly Principal[]): Promise<readonly Reader[]>;
}

const maxAttempts = 8;

export function openRetrieval(options: RetrievalOptions): Retrieval {
  const room = { clock: systemClock, ...options };
  const views = createViews(room);
  const { storage, ledger, redactor, embeddings } = room;

  async function search(
    session: ReadingSession,
    query: string,
    { k = 5 }: SearchOptions = {},
  ): Promise<SearchResult> {
    if (typeof query !== "string") throw new TypeError("query must be a string");
    if (!Number.isInteger(k) || k < 1 || k > 1000) throw new TypeError("k must be an integer from 1 to 1000");
    const queryDigest = digestOf("sallyport/search/v1", { query, k });
    let vector: Float32Array | undefined;
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const chain = await session.authorize(queryDigest);
      if (!chain.scopes.actions.includes("retrieve"))
        return finish(session, chain, queryDigest, [], [], new Map());
      const view = await views.view({
        principal: chain.principal,
        agents: chain.agents,
        clearance: chain.scopes.clearance,
      });
      if (view.plan.rows > 0) vector ??= toUnitVector(await embeddings.embedQuery(query));
      const found = vector === undefined ? [] : scanPlan(view, vector, k);
      const chunks = await readAndScreen(session.tenant, view, found);
      if (chunks === undefined || !(await view.isCurrent())) continue;
      const ranked = found
        .map(({ row, score }) => ({ chunk: chunks.get(view.segment.chunkRows[row]!)!, score }))
        .sort(byScoreThenPlace)
        .slice(0, k);
      const hits = ranked.map(({ chunk, score }) => toHit(chunk, score, chain.principal));
      const originals = ranked.map(({ chunk }) => chunk.text);
      return finish(session, chain, queryDigest, hits, originals, view.permitted);
    }
    throw new SallyportError<RetrievalErrorCode>({
      code: "ERR_RETRIEVAL_CHANGING",
      message: "Labels, documents or revocations changed during every attempt to search.",
      hint: "Try again when the running ingest or label edit has finished.",
    });
  }

  /** The scan, and the proof that it compared the plan's rows and no others. */
  function scanPlan(view: View, vector: Float32Array, k: number): readonly Scored[] {
    if (vector.length !== view.segment.dimension) throw wrongDimension(view.segment.dimension, vector.length);
    const { best, scored } = scan(view.segment, view.plan, vector, k);
    if (scored === view.plan.rows) return best;
    throw new SallyportError<RetrievalErrorCode>({
      code: "ERR_RETRIEVAL_INVARIANT",
      message: `The index compared ${scored} rows where the plan has ${view.plan.rows}.`,
      hint: "Nothing was returned. Please report this.",
    });
  }

  async function readAndScreen(
    tenant: string,
    view: View,
    found: readonly Scored[],
  ): Promise<ReadonlyMap<number, ReadChunk> | undefined> {
    const rows = found.map(({ row }) => view.segment.chunkRows[row]!);
    const chunks = await readChunks(storage, tenant, rows, view.permitted);
    if (chunks === undefined) return undefined;
    const screened = new Map<number, ReadChunk>();
    for (const [row, chunk] of chunks) screened.set(row, await rescreen({ ...room, tenant }, chunk));
    return screened;
  }

  function toHit(chunk: ReadChunk, score: number, reader: Principal): SearchHit {
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

  /**
   * Notes in the session what is about to be read and in the ledger that it was, then hands it out. The session,
   * which no model sees, keeps the text as it stands in the document: a value that redaction hides came from
   * there all the same.
   */
  async function finish(
    session: ReadingSession,
    chain: Chain,
    queryDigest: string,
    hits: readonly SearchHit[],
    originals: readonly string[],
    permitted: View["permitted"],
  ): Promise<SearchResult> {
    const policies = policiesOf(permitted);
    const receipt = await appendReceipt(session, chain, queryDigest, hits, permitted, policies);
    for (const [index, { text: shown, integrity, label, documentId, source }] of hits.entries()) {
      const text = originals[index] as string;
      session.record({ type: "document", text, shown, integrity, label, origin: documentId, name: source });
    }
    return { hits, policies, permittedLabels: permitted.size, receipt };
  }

  function appendReceipt(
    session: ReadingSession,
    chain: Chain,
    queryDigest: string,
    hits: readonly SearchHit[],
    permitted: View["permitted"],
    policies: readonly PolicyReference[],
  ): Promise<Receipt> {
    const leaf = chain.hops.at(-1);
    return ledger.append({
      type: "retrieval-performed",
      tenant: session.tenant,
      session: session.id,
      principal: chain.principal.id,
      agents: chain.agents.map((agent) => agent.id),
      authority: {
        delegation: chain.digest,
        hops: chain.hops.map((hop) => hop.id),
        scopes: { ...chain.scopes },
      },
      decision: {
        outcome: permitted.size === 0 ? "deny" : "allow",
        policies: policies.map((policy) => policy.id),
        policyHash: room.policy.policyHash,
        reason:
          permitted.size === 0
            ? "No label permits this principal and all agents of the chain."
            : `${permitted.size} labels permit this principal and all agents of the chain.`,
      },
      revoke: [
        `session:${session.id}`,
        ...(leaf === undefined ? [] : [`hop:${leaf.id}`, `agent:${leaf.agent}`]),
        `user:${chain.principal.id}`,
      ],
      facts: {
        query: queryDigest,
        documents: [...new Set(hits.map((hit) => hit.documentId))],
        labels: [...new Set(hits.map((hit) => hit.label.id))],
        returned: hits.length,
      },
    });
  }

  return {
    search,
    permittedLabels: (principal, agents = []) =>
      views.permittedLabels({ principal, agents, clearance: principal.clearance }),
    explainRead: (principal, documentId) => explainRead({ ...room, views }, principal, documentId),
    whoCanRead: (documentId, people) => whoCanRead({ ...room, views }, documentId, people),
  };
}

/** Equal scores in an order that does not depend on what else is stored. */
function byScoreThenPlace(
  a: { chunk: ReadChunk; score: number },
  b: { chunk: ReadChunk; score: number },
): number {
  if (a.score !== b.score) return b.score - a.score;
  if (a.chunk.documentId !== b.chunk.documentId) return a.chunk.documentId < b.chunk.documentId ? -1 : 1;
  return a.chunk.ordinal - b.chunk.ordinal;
}

function policiesOf(permitted: View["permitted"]): readonly PolicyReference[] {
  const policies = new Map<string, PolicyReference>();
  for (const label of permitted.values())
    for (const policy of label.policies) policies.set(policy.id, policy);
  return [...policies.values()];
}

function wrongDimension(stored: number, asked: number): SallyportError<RetrievalErrorCode> {
  return new SallyportError<RetrievalErrorCode>({
    code: "ERR_RETRIEVAL_MODEL_MISMATCH",
    message: `The stored vectors have ${stored} dimensions; the question's has ${asked}.`,
    hint: "Use the embedding model that the documents were ingested with, or ingest them again.",
  });
}
