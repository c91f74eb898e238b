import { type ApprovalRequest, fingerprint } from "@sallyport/sdk";
import type { ModalView } from "@slack/types";
import { header, remark } from "./blocks.ts";
import { reasonInput } from "./reason.ts";
import { writeReference } from "./reference.ts";
import { describeCall } from "./title.ts";

export const denyCallback = "sallyport.deny-submitted";

/** Asks for the reason, which the agent and the record get. */
export function renderDeny(request: ApprovalRequest): ModalView {
  return {
    type: "modal",
    callback_id: denyCallback,
    private_metadata: writeReference(request),
    title: { type: "plain_text", text: "Deny", emoji: false },
    submit: { type: "plain_text", text: "Deny", emoji: false },
    close: { type: "plain_text", text: "Back", emoji: false },
    blocks: [
      header(describeCall(request)),
      reasonInput("Why not?", "The agent and the record get this text."),
      remark(`Fingerprint ${fingerprint(request.argumentsDigest)} · ${request.id}`),
    ],
  };
}
