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
    const stored = await readApproval(context, requestId);
    if (stored === undefined) refuse("unknown-request", "There is no such approval request.");
    if (stored.request.requester !== by) refuse("not-requester", "Only the person who asked may cancel.");
    if (!(await close(context, stored.request, "cancelled", by))) {
      const state = (await readApproval(context, requestId))?.state ?? stored.state;
      refuse("not-pending", `The request is ${state}.`, state);
    }
    return { type: "closed", state: "cancelled" };
  });
}

/** Closes what was not decided, or not used, in time. What was changed by hand is closed and named as that. */
export async function expireDue(context: Context): Promise<readonly string[]> {
  const due = await context.storage
    .selectFrom("approval_request")
    .select(["id", "tenant"])
    .where("state", "in", ["pending", "approved"])
    .where("expires_at", "<=", context.clock())
    .execute();
  const expired: string[] = [];
  for (const { id, tenant } of due) {
    const stored = await readSound(context, id);
    const isClosed =
      stored === undefined
        ? await closeTampered(context, id, tenant)
        : await close(context, stored.request, "expired", "the clock");
    if (isClosed) expired.push(id);
  }
  return expired;
}

/** Of such a request nothing can be said but that it is one. */
async function closeTampered(context: Context, id: string, tenant: string): Promise<boolean> {
  if (!(await move(context, id, "expired"))) return false;
  const facts = { approval: id, state: "expired", by: "the clock", isTampered: true };
  await context.ledger.append({ type: "approval-closed", tenant, facts });
  return true;
}

async function close(
  context: Context,
  request: ApprovalRequest,
  state: "cancelled" | "expired",
  by: string,
): Promise<boolean> {
  if (!(await move(context, request.id, state))) return false;
  await context.ledger.append(closeReceipt(request, state, by));
  return true;
}

/** False when it had ended otherwise before. */
async function move(context: Context, id: string, state: "cancelled" | "expired"): Promise<boolean> {
  let update = context.storage
    .updateTable("approval_request")
    .set({ state, decided_at: context.clock() })
    .where("id", "=", id)
    .where("state", "in", ["pending", "approved"]);
  // An approval that came in the meantime has moved the expiry.
  if (state === "expired") update = update.where("expires_at", "<=", context.clock());
  const { numUpdatedRows } = await update.executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  context.changes.announce(id);
  return true;
}
