import type { Transaction } from "kysely";
import { canonicalJson } from "../crypto/index.ts";
import type { Label, Readers } from "../policy/index.ts";
import { bumpEpoch, type Database, readEpoch } from "../storage/index.ts";

/**
 * Stores a label once, with the inverted index from its readers, and returns its id. Identical ACLs have the
 * same id. Runs in the caller's transaction.
 */
export async function internLabel(
  transaction: Transaction<Database>,
  label: Label,
  now: number,
): Promise<string> {
  await reviveReplaced(transaction, label);
  const revision = (await readEpoch(transaction, `labels:${label.tenant}`)) + 1;
  const inserted = await transaction
    .insertInto("label")
    .values({
      id: label.id,
      tenant: label.tenant,
      label_json: canonicalJson(label),
      updated_at: now,
      revision,
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("id")
    .executeTakeFirst();
  if (inserted === undefined) return label.id;
  await indexReaders(transaction, label);
  await bumpEpoch(transaction, `labels:${label.tenant}`);
  return label.id;
}

/** The subjects that a label names, as the inverted index spells them. */
export function readerSubjects(readers: Readers): string[] {
  return [
    ...(readers.everyone === true ? ["everyone"] : []),
    ...(readers.users ?? []).map((user) => `user:${user}`),
    ...(readers.roles ?? []).map((role) => `role:${role}`),
    ...(readers.groups ?? []).map((group) => `group:${group}`),
  ];
}

async function indexReaders(transaction: Transaction<Database>, label: Label): Promise<void> {
  const subjects = [...new Set(readerSubjects(label.readers))];
  if (subjects.length === 0) return;
  await transaction
    .insertInto("label_subject")
    .values(subjects.map((subject) => ({ tenant: label.tenant, subject, label_id: label.id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * A label that was edited as a whole lives on under another id. When its old ACL is wanted again, the documents
 * that moved are first written over to the new id; otherwise they would fall back to the old ACL with it.
 */
async function reviveReplaced(transaction: Transaction<Database>, label: Label): Promise<void> {
  const replacement = await transaction
    .selectFrom("label_replacement")
    .select("replaced_by")
    .where("label_id", "=", label.id)
    .executeTakeFirst();
  if (replacement === undefined) return;
  const revision = await nextRevision(transaction, label.tenant);
  await transaction
    .updateTable("document")
    .set({ label_id: replacement.replaced_by, revision })
    .where("label_id", "=", label.id)
    .execute();
  await transaction.deleteFrom("label_replacement").where("label_id", "=", label.id).execute();
  await indexReaders(transaction, label);
  await bumpEpoch(transaction, `labels:${label.tenant}`);
}

/** Takes the tenant's next document revision; indexes read what has a later one than they know. */
export async function nextRevision(transaction: Transaction<Database>, tenant: string): Promise<number> {
  await bumpEpoch(transaction, `documents:${tenant}`);
  return readEpoch(transaction, `documents:${tenant}`);
}
