import { type ApprovalRequest, type ApprovalState, fingerprint } from "@sallyport/sdk";
import { line, remark } from "./blocks.ts";
import type { Message } from "./card.ts";
import { describeState } from "./standing.ts";

/** One line under the card: what became of the approved call. */
export function renderResult(request: ApprovalRequest, state: ApprovalState): Message {
  const text = `${describeState(state)}.`;
  return { text, blocks: [line(text), remark(`Fingerprint ${fingerprint(request.argumentsDigest)}`)] };
}
