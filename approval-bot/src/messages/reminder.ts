import type { ApprovalPreview } from "@sallyport/sdk";
import { line, time } from "./blocks.ts";
import { type Message, summarise } from "./card.ts";
import { describeCall } from "./title.ts";

/** Half of the time, or three quarters of it, has gone by without a decision. */
export function renderNoticeMessage(notice: {
  readonly type: "reminder" | "escalation";
  readonly request: ApprovalPreview;
  /** How many other requests of the same batch wait, too. */
  readonly more: number;
  /** The groups that are asked, or asked as well from now on. */
  readonly groups: string;
}): Message {
  const { type, request, more, groups } = notice;
  const others = more === 0 ? "" : ` and ${more} more`;
  const text =
    type === "reminder"
      ? `Still waiting for ${groups}: ${describeCall(request)}${others}.`
      : `Nobody has decided yet, so ${groups} may decide from now on, too: ${describeCall(request)}${others}. It needs as many people as before.`;
  return {
    text: summarise({ request, state: "pending" }),
    blocks: [line(text, 700), time("Expires", request.expiresAt)],
  };
}
