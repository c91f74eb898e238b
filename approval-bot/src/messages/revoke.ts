import type { ApprovalPreview } from "@sallyport/sdk";
import type { ModalView } from "@slack/types";
import { type RevocableKind, subjectOf } from "../revoke.ts";
import { header, line, remark } from "./blocks.ts";
import { reasonInput } from "./reason.ts";
import { writeReference } from "./reference.ts";

export const revokeCallback = {
  agent: "sallyport.revoke-agent",
  session: "sallyport.revoke-session",
} as const;

/** Asks why, before something is stopped. */
export function renderRevoke(request: ApprovalPreview, kind: RevocableKind): ModalView {
  return {
    type: "modal",
    callback_id: revokeCallback[kind],
    private_metadata: writeReference(request),
    title: { type: "plain_text", text: "Revoke", emoji: false },
    submit: { type: "plain_text", text: "Revoke", emoji: false },
    close: { type: "plain_text", text: "Back", emoji: false },
    blocks: [
      header(kind === "agent" ? `Stop ${subjectOf(request, kind)}` : "Stop this run"),
      line(
        kind === "agent"
          ? "All of its runs are refused their next call, for everybody, until somebody lifts this."
          : "This run and all that it delegated are refused their next call. The agent's other runs go on.",
      ),
      reasonInput("Why?", "The record gets this text."),
      remark(subjectOf(request, kind)),
    ],
  };
}
