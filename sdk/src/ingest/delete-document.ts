import { type Clock, systemClock } from "../clock.ts";
import type { Ledger } from "../receipts/index.ts";
import { forgetDocument } from "../sessions/index.ts";
import type { Storage } from "../storage/index.ts";
import { nextRevision } from "./intern-label.ts";

export interface DeleteOptions {
  readonly storage: Storage;
  readonly ledger: Ledger;
  readonly tenant: string;
  readonly documentId: string;
  readonly reason: "file-missing" | "retention-expired" | "requested";
}

/**
 * Deletes a document: its text and vectors are gone from the store at once, and from every index before its
 * next search. A row without content stays, so that indexes learn of it. False when there is no such document.
 */
export async function deleteDocument(options: DeleteOptions): Promise<boolean> {
  const { storage, ledger, tenant, documentId, reason } = options;
  const existing = await storage
    .selectFrom("document")
    .select(["status", "content_hash"])
    .where("tenant", "=", tenant)
    .where("id", "=", documentId)
    .executeTakeFirst();
  if (existing === undefined || existing.status === "deleted") return false;
  // The receipt comes first: a crash in between leaves a receipt without an effect, never the reverse.
  await ledger.append({
    type: "document-deleted",
    tenant,
    facts: { document: documentId, contentHash: existing.content_hash, reason },
  });
  await storage.transaction().execute(async (transaction) => {
    await transaction.deleteFrom("chunk").where("document_id", "=", documentId).execute();
    await forgetDocument(transaction, documentId);
    await transaction
      .updateTable("document")
      .set({
        status: "deleted",
        label_id: null,
        title: "",
        content_hash: "",
        screening_json: "{}",
        expires_at: null,
        revision: await nextRevision(transaction, tenant),
      })
      .where("id", "=", documentId)
      .execute();
  });
  return true;
}

/** Deletes every document whose label's retention is over, and returns their ids. */
export async function deleteExpired(options: {
  readonly storage: Storage;
  readonly ledger: Ledger;
  readonly tenant: string;
  readonly clock?: Clock;
}): Promise<string[]> {
  const { storage, ledger, tenant, clock = systemClock } = options;
  const expired = await storage
    .selectFrom("document")
    .select("id")
    .where("tenant", "=", tenant)
    .where("expires_at", "<=", clock())
    .execute();
  const deleted: string[] = [];
  for (const { id } of expired) {
    if (await deleteDocument({ storage, ledger, tenant, documentId: id, reason: "retention-expired" }))
      deleted.push(id);
  }
  return deleted;
}
