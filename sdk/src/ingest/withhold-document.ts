import type { Storage } from "../storage/index.ts";
import { nextRevision } from "./intern-label.ts";
import { documentId } from "./store-document.ts";

/** Takes the label off a document, so that nobody may read it until it is ingested again. */
export async function withholdDocument(
  {
    storage,
    tenant,
    folder,
  }: { readonly storage: Storage; readonly tenant: string; readonly folder: string },
  source: string,
): Promise<void> {
  await storage.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom("document")
      .select("id")
      .where("id", "=", documentId(tenant, source))
      .where("folder", "=", folder)
      .where("label_id", "is not", null)
      .executeTakeFirst();
    if (row === undefined) return;
    await transaction
      .updateTable("document")
      .set({ label_id: null, status: "unlabelled", revision: await nextRevision(transaction, tenant) })
      .where("id", "=", row.id)
      .execute();
  });
}
