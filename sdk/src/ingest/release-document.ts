import { SallyportError } from "../errors.ts";
import type { Principal } from "../identity/index.ts";
import type { Decision, Label, PolicyEngine } from "../policy/index.ts";
import type { Ledger } from "../receipts/index.ts";
import type { Storage } from "../storage/index.ts";
import type { IngestErrorCode } from "./errors.ts";
import { nextRevision } from "./intern-label.ts";

export interface ReleaseOptions {
  readonly storage: Storage;
  readonly ledger: Ledger;
  readonly policy: PolicyEngine;
  /** Who takes it upon them; verified. */
  readonly principal: Principal;
  readonly documentId: string;
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
  const document = await findQuarantined(storage, tenant, documentId);
  const owner = document.label?.owner ?? "nobody";
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
        status: document.label === undefined ? "unlabelled" : "active",
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

async function findQuarantined(
  storage: Storage,
  tenant: string,
  documentId: string,
): Promise<{ readonly contentHash: string; readonly label: Label | undefined }> {
  const row = await storage
    .selectFrom("document")
    .leftJoin("label_replacement", "label_replacement.label_id", "document.label_id")
    .leftJoin("label", (join) =>
      join.on((eb) =>
        eb("label.id", "=", eb.fn.coalesce("label_replacement.replaced_by", "document.label_id")),
      ),
    )
    .select(["document.content_hash", "label.label_json"])
    .where("document.id", "=", documentId)
    .where("document.tenant", "=", tenant)
    .where("document.status", "=", "quarantined")
    .executeTakeFirst();
  if (row !== undefined) {
    const label = row.label_json === null ? undefined : (JSON.parse(row.label_json) as Label);
    return { contentHash: row.content_hash, label };
  }
  throw new SallyportError<IngestErrorCode>({
    code: "ERR_INGEST_UNKNOWN_DOCUMENT",
    message: `The tenant "${tenant}" has no quarantined document ${documentId}.`,
    hint: "sallyport ingest names the quarantined documents.",
  });
}
