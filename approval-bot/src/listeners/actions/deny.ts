import { renderDeny } from "../../messages/deny.ts";
import { renderNotice } from "../../messages/notice.ts";
import { readReference } from "../../messages/reference.ts";
import { openRequest } from "../../take-decision.ts";
import type { Click } from "../clicked.ts";
import { describeDecision } from "../outcome.ts";

/** Deny on a card: asks for the reason. The modal opens before anything is looked up, since it has three seconds. */
export async function deny({ desk, value, clicker, client, trigger }: Click): Promise<void> {
  const { view } = await client.views.open({
    trigger_id: trigger,
    view: renderNotice("Deny", "One moment…"),
  });
  const opened = await openRequest(desk, readReference(value), clicker);
  await client.views.update({
    view_id: view?.id ?? "",
    view:
      opened.type === "refused" ? renderNotice("Deny", describeDecision(opened)) : renderDeny(opened.request),
  });
}
