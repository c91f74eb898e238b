import type { Digest } from "../crypto/index.ts";
import { SallyportError } from "../errors.ts";
import type { Context } from "./context.ts";
import type { ApprovalErrorCode } from "./errors.ts";
import { closeReceipt } from "./receipts.ts";
import { readSound } from "./stored.ts";

export type Outcome = "succeeded" | "failed" | "unknown";

/**
 * Records what became of the execution. Only who consumed the grant may, and also after it was parked as
 * `unknown`: a late answer is better than none.
 *
 * @throws {SallyportError} `ERR_APPROVALS_NOT_CONSUMED_HERE`.
 */
export async function settleApproval(
  context: Context,
  requestId: string,
  outcome: Outcome,
  resultDigest?: Digest,
): Promise<void> {
  await context.storage.transaction().execute(async (transaction) => {
    const settled = await transaction
      .updateTable("approval_execution")
      .set({ state: outcome, ended_at: context.clock(), result_digest: resultDigest ?? null })
      .where("request_id", "=", requestId)
      .where("owner", "=", context.owner)
      .where("state", "in", ["running", "unknown"])
      .executeTakeFirst();
    if (settled.numUpdatedRows === 0n) throw notConsumedHere();
    await transaction
      .updateTable("approval_request")
      .set({ state: outcome })
      .where("id", "=", requestId)
      .where("state", "in", ["consumed", "unknown"])
      .execute();
  });
  context.changes.announce(requestId);
}

/**
 * Parks executions whose process has not reported in time: nobody knows whether the effect happened, so a
 * person has to look, and nothing is tried again.
 */
export async function parkAbandoned(context: Context): Promise<readonly string[]> {
  const { storage } = context;
  const now = context.clock();
  const abandoned = await storage
    .selectFrom("approval_execution")
    .select("request_id")
    .where("state", "=", "running")
    .where("lease_until", "<=", now)
    .execute();
  const parked: string[] = [];
  for (const { request_id: id } of abandoned) {
    const moved = await storage.transaction().execute(async (transaction) => {
      const execution = await transaction
        .updateTable("approval_execution")
        .set({ state: "unknown" })
        .where("request_id", "=", id)
        .where("state", "=", "running")
        .executeTakeFirst();
      if (execution.numUpdatedRows === 0n) return false;
      await transaction
        .updateTable("approval_request")
        .set({ state: "unknown" })
        .where("id", "=", id)
        .where("state", "=", "consumed")
        .execute();
      return true;
    });
    if (!moved) continue;
    parked.push(id);
    context.changes.announce(id);
    const stored = await readSound(context, id);
    if (stored !== undefined)
      await context.ledger.append(closeReceipt(stored.request, "unknown", "no outcome in time"));
  }
  return parked;
}

function notConsumedHere(): SallyportError<ApprovalErrorCode> {
  return new SallyportError({
    code: "ERR_APPROVALS_NOT_CONSUMED_HERE",
    message: "This process did not consume the approval, or has reported its outcome already.",
    hint: "Settle each grant once, with the approvals object that consumed it.",
  });
}
