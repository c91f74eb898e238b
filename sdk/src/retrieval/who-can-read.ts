import { SallyportError } from "../errors.ts";
import type { Principal, Revocations } from "../identity/index.ts";
import { matchReaders, type PolicyEngine, type PolicyReference, type ReaderMatch } from "../policy/index.ts";
import type { Storage } from "../storage/index.ts";
import type { RetrievalErrorCode } from "./errors.ts";
import { decideLabel } from "./permitted-labels.ts";
import type { Views } from "./view.ts";

/** Whether a person may read a document, and by what. */
export interface ReadExplanation {
  readonly allowed: boolean;
  /** One sentence for people. */
  readonly reason: string;
  /** How the label names this person; empty when it doesn't. */
  readonly matchedBy: readonly ReaderMatch[];
  readonly policies: readonly PolicyReference[];
}

export interface Reader extends ReadExplanation {
  readonly principal: Principal;
}

export interface ExplainOptions {
  readonly storage: Storage;
  readonly policy: PolicyEngine;
  readonly revocations: Revocations;
  readonly views: Views;
}

/** @throws {SallyportError} `ERR_RETRIEVAL_UNKNOWN_DOCUMENT` when this person's tenant has no such document. */
export async function explainRead(
  { storage, policy, revocations, views }: ExplainOptions,
  principal: Principal,
  documentId: string,
): Promise<ReadExplanation> {
  const { label_id, status } = await findDocument(storage, principal.tenant, documentId);
  const denied = (reason: string, matchedBy: readonly ReaderMatch[] = []): ReadExplanation => ({
    allowed: false,
    reason,
    matchedBy,
    policies: [],
  });
  if (status === "quarantined") return denied("The document is quarantined.");
  if (label_id === null) return denied("The document has no label, so nobody may read it.");

  const table = await views.labels(principal.tenant);
  const label = table.effective(label_id);
  if (label === undefined) return denied("The document's label is unknown.");
  const matchedBy = matchReaders(label, principal);
  if (matchedBy.length === 0) return denied("The document's label does not name this person as a reader.");
  const revocation = await revocations.find([
    { kind: "document", subject: documentId },
    { kind: "label", subject: label.id },
    { kind: "label", subject: label_id },
    { kind: "user", subject: principal.id, tenant: principal.tenant },
  ]);
  if (revocation !== undefined) return denied(`The ${revocation.kind} is revoked.`, matchedBy);
  const decision = decideLabel(policy, principal, [], label, matchedBy);
  return {
    allowed: decision.type === "allow",
    reason: decision.reason,
    matchedBy,
    policies: decision.policies,
  };
}

/** Of these people, those who may read the document, each with the reason. */
export async function whoCanRead(
  options: ExplainOptions,
  documentId: string,
  people: readonly Principal[],
): Promise<readonly Reader[]> {
  const tenant = await findTenant(options.storage, documentId);
  const readers: Reader[] = [];
  for (const principal of people) {
    if (principal.tenant !== tenant) continue;
    const explanation = await explainRead(options, principal, documentId);
    if (explanation.allowed) readers.push({ principal, ...explanation });
  }
  return readers;
}

async function findDocument(storage: Storage, tenant: string, documentId: string) {
  const document = await storage
    .selectFrom("document")
    .select(["label_id", "status"])
    .where("tenant", "=", tenant)
    .where("id", "=", documentId)
    .where("status", "!=", "deleted")
    .executeTakeFirst();
  if (document === undefined) throw unknownDocument();
  return document;
}

async function findTenant(storage: Storage, documentId: string): Promise<string> {
  const document = await storage
    .selectFrom("document")
    .select("tenant")
    .where("id", "=", documentId)
    .where("status", "!=", "deleted")
    .executeTakeFirst();
  if (document === undefined) throw unknownDocument();
  return document.tenant;
}

function unknownDocument(): SallyportError<RetrievalErrorCode> {
  return new SallyportError<RetrievalErrorCode>({
    code: "ERR_RETRIEVAL_UNKNOWN_DOCUMENT",
    message: "There is no such document.",
    hint: "Document ids begin with doc_; sallyport labels lists them.",
  });
}
