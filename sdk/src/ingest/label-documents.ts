import { type Clock, systemClock } from "../clock.ts";
import { digestOf } from "../crypto/index.ts";
import { SallyportError } from "../errors.ts";
import type { Label } from "../policy/index.ts";
import type { Ledger } from "../receipts/index.ts";
import type { Storage } from "../storage/index.ts";
import type { IngestErrorCode } from "./errors.ts";
import { internLabel, nextRevision } from "./intern-label.ts";
import { retentionMs } from "./retention.ts";

export interface LabelDocumentsOptions {
  readonly storage: Storage;
  readonly ledger: Ledger;
  /** The label's tenant is the documents'. */
  readonly label: Label;
  readonly documentIds: readonly string[];
  /** Who labels them (`sub`). */
  readonly actor: string;
  readonly clock?: Clock;
}

const batch = 5000;

/**
 * Gives documents another label, in one transaction; quarantined ones stay quarantined under it. No vector is
 * touched, and the next search goes by the new label.
 *
 * @throws {SallyportError} `ERR_INGEST_UNKNOWN_DOCUMENT` when the label's tenant lacks one of them; then none changes.
 */
export async function labelDocuments(options: LabelDocumentsOptions): Promise<void> {
  const { storage, ledger, label, actor, clock = systemClock } = options;
  const documentIds = [...new Set(options.documentIds)].sort();
  if (documentIds.length === 0) return;
  // The receipt comes first: a crash in between leaves a receipt without an effect, never the reverse.
  await ledger.append({
    type: "label-changed",
    tenant: label.tenant,
    principal: actor,
    revoke: [`label:${label.id}`],
    facts: {
      to: label.id,
      count: documentIds.length,
      documents: digestOf("sallyport/documents/v1", documentIds),
    },
  });
  const retention = retentionMs(label);
  await storage.transaction().execute(async (transaction) => {
    const labelId = await internLabel(transaction, label, clock());
    const revision = await nextRevision(transaction, label.tenant);
    let changed = 0n;
    for (let from = 0; from < documentIds.length; from += batch) {
      const { numUpdatedRows } = await transaction
        .updateTable("document")
        .set((eb) => ({
          label_id: labelId,
          revision,
          status: eb
            .case()
            .when("status", "=", "unlabelled")
            .then("active")
            .else(eb.ref("status"))
            .end()
            .$castTo<"active" | "quarantined">(),
          expires_at: retention === undefined ? null : eb("ingested_at", "+", retention),
        }))
        .where("tenant", "=", label.tenant)
        .where("status", "!=", "deleted")
        .where("id", "in", documentIds.slice(from, from + batch))
        .executeTakeFirst();
      changed += numUpdatedRows;
    }
    if (changed === BigInt(documentIds.length)) return;
    throw new SallyportError<IngestErrorCode>({
      code: "ERR_INGEST_UNKNOWN_DOCUMENT",
      message: `The tenant "${label.tenant}" lacks ${BigInt(documentIds.length) - changed} of these documents.`,
      hint: "Nothing was changed.",
    });
  });
}
