import { renderNotice } from "../../messages/notice.ts";
import { openDocument } from "../../quarantine/open-document.ts";
import type { Click } from "../clicked.ts";

/** Reject, in a review: whoever could release the document says that nobody shall. */
export async function reject({ desk, value, view, clicker, client }: Click): Promise<void> {
  const opened = await openDocument(desk, value, clicker);
  let told = opened.type === "refused" ? `Not recorded. ${opened.message}` : "Recorded: rejected.";
  if (opened.type === "opened") {
    const { id } = await desk.sallyport.revocations.revoke({
      kind: "document",
      subject: opened.document.id,
      reason: "rejected from quarantine",
      actor: opened.principal.id,
    });
    told += ` Nobody reads it until ${id} is lifted.`;
    await desk.homes.open(clicker.user);
    desk.wake();
  }
  await client.views.update({ view_id: view?.id ?? "", view: renderNotice("Quarantined", told) });
}
