import { renderDeny } from "../../messages/deny.ts";
import { renderNotice } from "../../messages/notice.ts";
import { readReference } from "../../messages/reference.ts";
import { openRequest } from "../../take-decision.ts";
import { type Click, openModal } from "../clicked.ts";
import { describeDecision } from "../outcome.ts";

/** Deny on a card, or in the details: asks for the reason. */
export function deny(click: Click): Promise<void> {
  const { desk, value, clicker } = click;
  return openModal(click, "Deny", async () => {
    const opened = await openRequest(desk, readReference(value), clicker);
    return opened.type === "refused"
      ? renderNotice("Deny", describeDecision(opened))
      : renderDeny(desk.sallyport.approvals.preview(opened.request));
  });
}
