import { readReason } from "../../messages/reason.ts";
import { readReference } from "../../messages/reference.ts";
import { type RevocableKind, revoke } from "../../revoke.ts";
import { openRequest } from "../../take-decision.ts";
import type { Submission } from "../submitted.ts";

/** A revocation with its reason. */
export const revokeSubmitted =
  (kind: RevocableKind) =>
  async ({ desk, view, clicker }: Submission): Promise<string> => {
    const opened = await openRequest(desk, readReference(view.private_metadata), clicker);
    if (opened.type === "refused") return `Not recorded. ${opened.message}`;
    const { request, approver } = opened;
    const outcome = await revoke(desk.sallyport, approver, { request, kind, reason: readReason(view) });
    return outcome.type === "refused"
      ? `Not recorded. ${outcome.message}`
      : `Recorded: revoked (${outcome.id}). The next call is refused.`;
  };
