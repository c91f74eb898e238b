import { reasonInput } from "../../messages/deny.ts";
import { readReference } from "../../messages/reference.ts";
import { openRequest, takeDecision } from "../../take-decision.ts";
import { describeDecision } from "../outcome.ts";
import type { Submission } from "../submitted.ts";

/** A denial with its reason. */
export async function denySubmitted({ desk, view, clicker }: Submission): Promise<string> {
  const opened = await openRequest(desk, readReference(view.private_metadata), clicker);
  if (opened.type === "refused") return describeDecision(opened);
  const reason = view.state.values[reasonInput.block]?.[reasonInput.action]?.value?.trim() ?? "";
  return describeDecision(
    await takeDecision(desk, opened, { decision: "deny", reason: reason.slice(0, 500) }),
  );
}
