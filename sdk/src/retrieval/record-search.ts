import type { Chain } from "../identity/index.ts";
import type { ReceiptInput } from "../receipts/index.ts";
import type { CorpusFinding } from "../screening/index.ts";
import type { PermittedLabels } from "./permitted-labels.ts";
import type { ReadingSession, RetrievalOptions } from "./retrieval-options.ts";
import type { SearchHit, SearchResult } from "./search-result.ts";

export interface Asked {
  readonly session: ReadingSession;
  readonly chain: Chain;
  /** Of the question; its text stays out of the ledger. */
  readonly digest: string;
}

export interface Read {
  readonly hit: SearchHit;
  /** As it stands in the document. */
  readonly original: { readonly text: string; readonly source: string };
}

/**
 * Notes in the ledger what was read and in the session what is about to be, then hands it out. The session, which
 * no model sees, keeps the text as it stands in the document: a value that redaction hides came from there all
 * the same. `permitted` is undefined when the delegation leaves out reading.
 */
export async function recordSearch(
  { ledger, policy }: Required<RetrievalOptions>,
  asked: Asked,
  permitted: PermittedLabels | undefined,
  read: readonly Read[],
  findings: readonly CorpusFinding[] = [],
): Promise<SearchResult> {
  const hits = read.map(({ hit }) => hit);
  const receipt = await ledger.append(receiptOf(asked, permitted, { hits, findings }, policy.policyHash));
  for (const { hit, original } of read) {
    const { text: shown, integrity, label, documentId } = hit;
    asked.session.record({
      type: "document",
      text: original.text,
      shown,
      integrity,
      label,
      origin: documentId,
      name: original.source,
    });
  }
  const { policies = [], count: permittedLabels = 0 } = permitted ?? {};
  return { hits, findings, policies, permittedLabels, receipt };
}

function receiptOf(
  { session, chain, digest }: Asked,
  permitted: PermittedLabels | undefined,
  { hits, findings }: Pick<SearchResult, "hits" | "findings">,
  policyHash: string,
): ReceiptInput {
  const leaf = chain.hops.at(-1);
  return {
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
      outcome: (permitted?.count ?? 0) === 0 ? "deny" : "allow",
      policies: permitted?.policies.map((reference) => reference.id) ?? [],
      policyHash,
      reason: reasonFor(permitted),
    },
    revoke: [
      `session:${session.id}`,
      ...(leaf === undefined ? [] : [`hop:${leaf.id}`, `agent:${leaf.agent}`]),
      `user:${chain.principal.id}`,
    ],
    facts: {
      query: digest,
      documents: [...new Set(hits.map((hit) => hit.documentId))],
      labels: [...new Set(hits.map((hit) => hit.label.id))],
      returned: hits.length,
      ...(findings.length > 0 && { corpus: findings.map(({ check }) => check) }),
    },
  };
}

function reasonFor(permitted: PermittedLabels | undefined): string {
  if (permitted === undefined) return "The delegation does not include reading.";
  if (permitted.count === 0) return "No label permits this principal and all agents of the chain.";
  return `${permitted.count} labels permit this principal and all agents of the chain.`;
}
