import { renderChange } from "../../messages/change.ts";
import { renderNotice } from "../../messages/notice.ts";
import { readReference } from "../../messages/reference.ts";
import { openRequest } from "../../take-decision.ts";
import { type Click, openModal } from "../clicked.ts";
import { describeDecision } from "../outcome.ts";

/** "Ask for less…" in the details. */
export function change(click: Click): Promise<void> {
  const { desk, value, clicker } = click;
  return openModal(click, "Ask for less", async () => {
    const opened = await openRequest(desk, readReference(value), clicker);
    return opened.type === "refused"
      ? renderNotice("Ask for less", describeDecision(opened))
      : renderChange(desk.sallyport.approvals.preview(opened.request));
  });
}
