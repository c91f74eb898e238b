import { renderNotice } from "../../messages/notice.ts";
import { renderReview } from "../../messages/quarantine.ts";
import { openDocument } from "../../quarantine/open-document.ts";
import { type Click, openModal } from "../clicked.ts";

/** Review, beside a quarantined document in Home. */
export function review(click: Click): Promise<void> {
  const { desk, value, clicker } = click;
  return openModal(click, "Quarantined", async () => {
    const opened = await openDocument(desk, value, clicker);
    return opened.type === "refused"
      ? renderNotice("Quarantined", opened.message)
      : renderReview(opened.document);
  });
}
