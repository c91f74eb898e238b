import type { ApprovalRequest, ApprovalState } from "./approval.ts";
import type { Context } from "./context.ts";
import { closeReceipt } from "./receipts.ts";
import { type ApprovalRefusal, orRefusal, refuse } from "./refusal.ts";
import { readApproval, readSound } from "./stored.ts";

export interface ApprovalClosed {
  readonly type: "closed";
  readonly state: ApprovalState;
}

/** Whoever asked may take it back until it is used. */
export function cancelApproval(
  context: Context,
  requestId: string,
  by: string,
): Promise<ApprovalClosed | ApprovalRefusal> {
  return orRefusal(async () => {
    const stored = await readApproval(context.storage, requestId);
    if (stored === undefined) refuse("unknown-request", "There is no such approval request.");
    if (stored.request.requester !== by) refuse("not-requester", "Only the person who asked may cancel.");
    if (!(await close(context, stored.request, "cancelled", by))) {
      const state = (await readApproval(context.storage, requestId))?.state ?? stored.state;
      refuse("not-pending", `The request is ${state}.`, state);
    }
    return { type: "closed", state: "cancelled" };
  });
}

/** Closes what was not decided, or not used, in time. */
export async function expireDue(context: Context): Promise<readonly string[]> {
  const due = await context.storage
    .selectFrom("approval_request")
    .select("id")
    .where("state", "in", ["pending", "approved"])
    .where("expires_at", "<=", context.clock())
    .execute();
  const expired: string[] = [];
  for (const { id } of due) {
    const stored = await readSound(context.storage, id);
    if (stored !== undefined && (await close(context, stored.request, "expired", "the clock")))
      expired.push(id);
  }
  return expired;
}

/** False when it had ended otherwise before. */
async function close(
  context: Context,
  request: ApprovalRequest,
  state: "cancelled" | "expired",
  by: string,
): Promise<boolean> {
  let update = context.storage
    .updateTable("approval_request")
    .set({ state, decided_at: context.clock() })
    .where("id", "=", request.id)
    .where("state", "in", ["pending", "approved"]);
  // An approval that came in the meantime has moved the expiry.
  if (state === "expired") update = update.where("expires_at", "<=", context.clock());
  const { numUpdatedRows } = await update.executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  context.changes.announce(request.id);
  await context.ledger.append(closeReceipt(request, state, by));
  return true;
}
