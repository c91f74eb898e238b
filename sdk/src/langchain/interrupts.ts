import type { StateSnapshot } from "@langchain/langgraph";
import type { ApprovalInterrupt } from "./middleware.ts";

/** Calls that are done still show the interrupt that they made. */
export function openInterrupts(state: StateSnapshot) {
  const open = state.tasks.filter((task) => !("result" in task) || task.result === undefined);
  return open.flatMap((task) => task.interrupts ?? []);
}

/** What a paused run waits for, by the interrupt that each call made. */
export function approvalInterrupts(state: StateSnapshot) {
  return openInterrupts(state).flatMap(({ id, value }) =>
    id !== undefined && isApprovalInterrupt(value) ? [{ id, value }] : [],
  );
}

function isApprovalInterrupt(value: unknown): value is ApprovalInterrupt {
  return (
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    value.type === "approval-requested" &&
    "approval" in value &&
    typeof value.approval === "string"
  );
}
