import type { Transaction } from "kysely";
import { type Clock, systemClock } from "../clock.ts";
import { SallyportError } from "../errors.ts";
import { createLabel, type Label, type LabelInput, parseLabel } from "../policy/index.ts";
import type { Ledger } from "../receipts/index.ts";
import { bumpEpoch, type Database, type Storage } from "../storage/index.ts";
import type { IngestErrorCode } from "./errors.ts";
import { internLabel, nextRevision } from "./intern-label.ts";
import { retentionMs } from "./retention.ts";

export interface EditLabelOptions {
  readonly storage: Storage;
  readonly ledger: Ledger;
  readonly tenant: string;
  readonly labelId: string;
  /** What changes; the rest stays. */
  readonly change: Partial<Omit<LabelInput, "tenant">>;
  /** Who changes it (`sub`). */
  readonly actor: string;
  readonly clock?: Clock;
}

/**
 * Changes an ACL for all documents that have it, however many: one row is written and no document touched
 * (unless their retention changes), and the next search goes by it. Returns the label that they have from now on.
 *
 * @throws {SallyportError} `ERR_INGEST_UNKNOWN_LABEL`, `ERR_POLICY_LABEL`.
 */
export async function editLabel(options: EditLabelOptions): Promise<Label> {
  const { storage, ledger, tenant, change, actor, clock = systemClock } = options;
  const old = await findLabel(storage, tenant, options.labelId);
  const { id: _, ...content } = old;
  const label = createLabel({ ...content, ...change });
  if (label.id === old.id) return old;
  // The receipt comes first: a crash in between leaves a receipt without an effect, never the reverse.
  await ledger.append({
    type: "label-changed",
    tenant,
    principal: actor,
    revoke: [`label:${label.id}`],
    facts: { from: old.id, to: label.id },
  });
  await storage.transaction().execute(async (transaction) => {
    await internLabel(transaction, label, clock());
    await replaceLabel(transaction, old, label);
    if (old.retentionDays !== label.retentionDays) await renewExpiry(transaction, label);
    await bumpEpoch(transaction, `labels:${tenant}`);
  });
  return label;
}

/** The label that counts for documents that carry `labelId`. */
async function findLabel(storage: Storage, tenant: string, labelId: string): Promise<Label> {
  const row = await storage
    .selectFrom("label")
    .leftJoin("label_replacement", "label_replacement.label_id", "label.id")
    .leftJoin("label as effective", "effective.id", "label_replacement.replaced_by")
    .select(["label.label_json", "effective.label_json as effective_json"])
    .where("label.id", "=", labelId)
    .where("label.tenant", "=", tenant)
    .executeTakeFirst();
  if (row !== undefined) return parseLabel(JSON.parse(row.effective_json ?? row.label_json));
  throw new SallyportError<IngestErrorCode>({
    code: "ERR_INGEST_UNKNOWN_LABEL",
    message: `The tenant "${tenant}" has no label ${labelId}.`,
    hint: "sallyport labels lists them.",
  });
}

/** Points everything that has the old label, directly or through an earlier edit, at the new one. */
async function replaceLabel(transaction: Transaction<Database>, old: Label, label: Label): Promise<void> {
  await transaction
    .updateTable("label_replacement")
    .set({ replaced_by: label.id })
    .where("replaced_by", "=", old.id)
    .execute();
  await transaction
    .insertInto("label_replacement")
    .values({ label_id: old.id, tenant: old.tenant, replaced_by: label.id })
    .execute();
}

async function renewExpiry(transaction: Transaction<Database>, label: Label): Promise<void> {
  const retention = retentionMs(label);
  const revision = await nextRevision(transaction, label.tenant);
  const replaced = transaction
    .selectFrom("label_replacement")
    .select("label_id")
    .where("replaced_by", "=", label.id);
  await transaction
    .updateTable("document")
    .set((eb) => ({
      revision,
      expires_at: retention === undefined ? null : eb("ingested_at", "+", retention),
    }))
    .where("status", "!=", "deleted")
    .where((eb) => eb.or([eb("label_id", "=", label.id), eb("label_id", "in", replaced)]))
    .execute();
}
