import { ToolMessage } from "@langchain/core/messages";
import type { CallResult } from "../actions/index.ts";
import type { ApprovalRequest } from "../approvals/index.ts";
import type { JsonValue } from "../crypto/index.ts";

/**
 * The artifact of a tool's message: what the gate said, but for the values that people are asked about. Messages reach
 * browsers and checkpoints; the values of a request are for those who decide on it.
 */
export type ToolOutcome =
  | Exclude<CallResult, { readonly type: "pending" }>
  | (Omit<Extract<CallResult, { readonly type: "pending" }>, "approval"> & {
      readonly approval: Omit<ApprovalRequest, "arguments" | "current">;
    });

/** What the model is told of a call. */
export function toToolMessage(result: CallResult, name: string, id: string): ToolMessage {
  return new ToolMessage({
    name,
    tool_call_id: id,
    content: describe(result),
    status: result.type === "executed" ? "success" : "error",
    // For the app, not for the model: the receipt, the policies, the approval.
    artifact: outcomeOf(result),
  });
}

function outcomeOf(result: CallResult): ToolOutcome {
  if (result.type !== "pending") return result;
  const { arguments: _, current: __, ...approval } = result.approval;
  return { ...result, approval };
}

function describe(result: CallResult): string {
  switch (result.type) {
    case "executed":
      return textOf(result.result) + describeNarrowing(result.narrowed);
    case "pending":
      return `[pending] This call waits for a person's approval (${result.approval.id}). Nothing has been done yet. Tell the user so, and do not call again.`;
    case "refused":
    case "failed":
      return `[${result.code}] ${result.message} ${result.hint}`;
  }
}

function textOf(result: JsonValue): string {
  return typeof result === "string" ? result : JSON.stringify(result);
}

/** Without this the model would tell the human that all was done as it had asked. */
function describeNarrowing(narrowed: JsonValue | undefined): string {
  return narrowed === undefined
    ? ""
    : `\n[narrowed] People approved less than was asked for. It ran with: ${JSON.stringify(narrowed)}`;
}
