import { readReason } from "../../messages/reason.ts";
import { readReference } from "../../messages/reference.ts";
import { openRequest, takeDecision } from "../../take-decision.ts";
import { describeDecision } from "../outcome.ts";
import type { Submission } from "../submitted.ts";

/** A denial with its reason. */
export async function denySubmitted({ desk, view, clicker }: Submission): Promise<string> {
  const opened = await openRequest(desk, readReference(view.private_metadata), clicker);
  if (opened.type === "refused") return describeDecision(opened);
  return describeDecision(await takeDecision(desk, opened, { decision: "deny", reason: readReason(view) }));
}
