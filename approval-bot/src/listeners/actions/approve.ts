import { fitsCard } from "../../messages/card.ts";
import { readReference } from "../../messages/reference.ts";
import { readStanding } from "../../read-standing.ts";
import { openRequest, takeDecision } from "../../take-decision.ts";
import type { Click } from "../clicked.ts";
import { describeDecision } from "../outcome.ts";

/** Approve on a card. */
export async function approve({ desk, value, clicker, tell }: Click): Promise<void> {
  const opened = await openRequest(desk, readReference(value), clicker);
  if (opened.type === "refused") return tell(describeDecision(opened));
  if (!fitsCard(await readStanding(desk.sallyport, opened.request)))
    return tell("Not recorded. Open the details first: the card does not show all of it.");
  await tell(describeDecision(await takeDecision(desk, opened, { decision: "approve" })));
}
