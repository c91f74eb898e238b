import { type ApprovalRequest, fingerprint } from "@sallyport/sdk";
import type { ModalView } from "@slack/types";
import { header, remark } from "./blocks.ts";
import { writeReference } from "./reference.ts";
import { describeCall } from "./title.ts";

export const denyCallback = "sallyport.deny-submitted";
export const reasonInput = { block: "sallyport.reason", action: "text" } as const;

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
      {
        type: "input",
        block_id: reasonInput.block,
        label: { type: "plain_text", text: "Why not?", emoji: false },
        hint: { type: "plain_text", text: "The agent and the record get this text.", emoji: false },
        element: {
          type: "plain_text_input",
          action_id: reasonInput.action,
          multiline: true,
          min_length: 3,
          max_length: 500,
        },
      },
      remark(`Fingerprint ${fingerprint(request.argumentsDigest)} · ${request.id}`),
    ],
  };
}
