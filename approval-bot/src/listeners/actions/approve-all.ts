import type { Desk } from "../../desk.ts";
import { fitsBatch } from "../../messages/batch.ts";
import { readReferences } from "../../messages/reference.ts";
import { refusal } from "../../people/slack-refusal.ts";
import { type Opened, openRequest, takeDecision } from "../../take-decision.ts";
import type { Click } from "../clicked.ts";
import { describeDecision, somethingFailed } from "../outcome.ts";

/** Approve on a batch: each request by itself, as the card showed it; what was decided meanwhile stays as it is. */
export async function approveAll({ desk, value, clicker, tell }: Click): Promise<void> {
  const references = readReferences(value);
  const refused = new Set<string>();
  let approved = 0;
  for (const reference of references) {
    try {
      const opened = await openRequest(desk, reference, clicker);
      const outcome = opened.type === "refused" ? opened : await approveShown(desk, opened);
      if (outcome.type === "recorded") approved += 1;
      else refused.add(describeDecision(outcome));
    } catch (error) {
      desk.logger.error({ error }, "one of a batch could not be decided");
      refused.add(somethingFailed);
    }
  }
  const count = `Recorded: approved ${approved} of ${references.length}.`;
  await tell(approved > 0 || refused.size === 0 ? [count, ...refused].join(" ") : [...refused].join(" "));
}

/** Whatever the click says: what no batch would have shown whole is not approved from one. */
async function approveShown(desk: Desk, opened: Opened) {
  const shown = desk.sallyport.approvals.preview(opened.request);
  if (shown.requirement.risk === "high" || !fitsBatch([shown]))
    return refusal("outdated-card", "Open the request first: this card does not show all of it.");
  return takeDecision(desk, opened, { decision: "approve" });
}
