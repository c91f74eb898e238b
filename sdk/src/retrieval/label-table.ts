import type { Label } from "../policy/index.ts";
import { readEpoch, type Storage } from "../storage/index.ts";

/** A tenant's labels in memory, as of one epoch. */
export interface LabelTable {
  readonly epoch: number;
  readonly labels: ReadonlyMap<string, Label>;
  /** Which labels name `user:…`, `role:…`, `group:…` or `everyone` as a reader. */
  readonly bySubject: ReadonlyMap<string, readonly string[]>;
  /** From a label that was edited as a whole to the one that its documents have now. */
  readonly replacedBy: ReadonlyMap<string, string>;
}

export async function loadLabelTable(storage: Storage, tenant: string): Promise<LabelTable> {
  // The epoch is read first: the rows may be newer than it says, never older.
  const epoch = await readEpoch(storage, `labels:${tenant}`);
  const labels = await storage
    .selectFrom("label")
    .select(["id", "label_json"])
    .where("tenant", "=", tenant)
    .execute();
  const subjects = await storage
    .selectFrom("label_subject")
    .select(["subject", "label_id"])
    .where("tenant", "=", tenant)
    .execute();
  const replacements = await storage
    .selectFrom("label_replacement")
    .select(["label_id", "replaced_by"])
    .where("tenant", "=", tenant)
    .execute();
  const bySubject = new Map<string, string[]>();
  for (const { subject, label_id } of subjects) {
    const ids = bySubject.get(subject);
    if (ids === undefined) bySubject.set(subject, [label_id]);
    else ids.push(label_id);
  }
  return {
    epoch,
    labels: new Map(labels.map(({ id, label_json }) => [id, JSON.parse(label_json) as Label])),
    bySubject,
    replacedBy: new Map(replacements.map(({ label_id, replaced_by }) => [label_id, replaced_by])),
  };
}
