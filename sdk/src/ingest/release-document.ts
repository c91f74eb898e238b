import { SallyportError } from "../errors.ts";
import type { Principal } from "../identity/index.ts";
import type { Decision, PolicyEngine } from "../policy/index.ts";
import type { Ledger } from "../receipts/index.ts";
import type { Storage } from "../storage/index.ts";
import type { IngestErrorCode } from "./errors.ts";
import { nextRevision } from "./intern-label.ts";
import { ownerOf, selectQuarantined } from "./list-quarantined.ts";

export interface ReleaseOptions {
  readonly storage: Storage;
  readonly ledger: Ledger;
  readonly policy: PolicyEngine;
  /** Who takes it upon them; verified. */
  readonly principal: Principal;
  readonly documentId: string;
  /** What this person has seen; other content is not released. Absent: what is there now. */
  readonly contentHash?: string;
}

/**
 * Takes a document out of quarantine for as long as its content stays, when policy lets this person. Returns the
 * decision; a refusal changes nothing.
 *
 * @throws {SallyportError} `ERR_INGEST_UNKNOWN_DOCUMENT` when this person's tenant has no such quarantined document.
 */
export async function releaseDocument(options: ReleaseOptions): Promise<Decision> {
  const { storage, ledger, policy, principal, documentId } = options;
  const { tenant } = principal;
  const document = await findQuarantined(options);
  const { owner } = document;
  const decision = policy.decide({
    action: "release",
    actor: principal,
    document: { id: documentId, tenant, owner },
  });
  if (decision.type !== "allow") return decision;
  await ledger.append({
    type: "document-released",
    tenant,
    principal: principal.id,
    decision: {
      outcome: decision.type,
      policies: decision.policies.map(({ id }) => id),
      policyHash: decision.policyHash,
      reason: decision.reason,
    },
    revoke: [`document:${documentId}`],
    facts: { document: documentId, contentHash: document.contentHash },
  });
  await storage.transaction().execute(async (transaction) => {
    await transaction
      .updateTable("document")
      .set({
        status: document.isLabelled ? "active" : "unlabelled",
        revision: await nextRevision(transaction, tenant),
      })
      .where("id", "=", documentId)
      // What was seen is what is released: not what an ingest has put there since.
      .where("content_hash", "=", document.contentHash)
      .where("status", "=", "quarantined")
      .execute();
  });
  return decision;
}

async function findQuarantined({ storage, principal: { tenant }, documentId, contentHash }: ReleaseOptions) {
  const [row] = await selectQuarantined(storage, { tenant, id: documentId });
  if (row !== undefined && (contentHash ?? row.content_hash) === row.content_hash)
    return {
      contentHash: row.content_hash,
      owner: ownerOf(row.label_json),
      isLabelled: row.label_json !== null,
    };
  throw new SallyportError<IngestErrorCode>({
    code: "ERR_INGEST_UNKNOWN_DOCUMENT",
    message: `The tenant "${tenant}" has no quarantined document ${documentId}.`,
    hint: "sallyport ingest names the quarantined documents.",
  });
}
