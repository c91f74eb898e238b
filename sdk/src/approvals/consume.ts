import { isConsentSufficient } from "../policy/index.ts";
import type { Receipt } from "../receipts/index.ts";
import type { ApprovalBinding, ApprovalDecision, ApprovalRequest, ApprovalState, Grant } from "./approval.ts";
import type { Context } from "./context.ts";
import { clockSkewMs, grantLifetimeMs } from "./decide.ts";
import { countConsent } from "./judge.ts";
import { useReceipt } from "./receipts.ts";
import { type ApprovalRefusal, orRefusal, refuse } from "./refusal.ts";
import { readApproval, readDecisions } from "./stored.ts";

export interface Executor {
  readonly leaseMs: number;
  /** Doing it again with the same idempotency key has no second effect. */
  readonly isIdempotent: boolean;
}

/**
 * Spends an approved request for one execution. Everything is judged again as of now, from the signatures
 * and from what the caller knows by itself; of any number of callers exactly one gets the grant.
 */
export function consumeApproval(
  context: Context,
  requestId: string,
  binding: ApprovalBinding,
  executor: Executor,
): Promise<Grant | ApprovalRefusal> {
  return orRefusal(async () => {
    const stored = await readApproval(context, requestId);
    if (stored === undefined) refuse("unknown-request", "There is no such approval request.");
    if (stored.request.argumentsDigest !== binding.argumentsDigest)
      refuse("other-call", "The approval is for another call or other arguments.");
    if (stored.request.tenant !== binding.tenant) refuse("other-tenant", "The approval is another tenant's.");
    const isBegun = executor.isIdempotent && begun.includes(stored.state);
    if (!isBegun) verifyUsable(stored.state);

    const decisions = await readDecisions(context.storage, requestId);
    if (decisions.some((decision) => decision.decision === "deny"))
      refuse("not-approved", "Somebody denied it.", "denied");
    await refuseRevoked(context, requestId);
    const consenters = await countConsent(context, requestId, binding, decisions);
    if (!isConsentSufficient(binding.requirement, consenters))
      refuse("insufficient-consent", "The consent that was given is not, or no longer, what is required.");
    verifyFresh(context, decisions);

    if (isBegun) await takeOver(context, requestId, executor);
    else {
      await refuseUsed(context, stored.request);
      await claim(context, requestId, binding, executor);
    }
    context.changes.announce(requestId);
    const use = await context.ledger.append(useReceipt(stored.request));
    // Of two that have both claimed, since somebody put the row back, at least one sees the other's receipt.
    if (!isBegun) await refuseUsed(context, stored.request, use);
    return {
      type: "granted",
      requestId,
      argumentsDigest: binding.argumentsDigest,
      approvers: consenters.map((person) => person.id),
    };
  });
}

/** Consumed, and no outcome is known. */
const begun: readonly ApprovalState[] = ["consumed", "unknown"];

function verifyUsable(state: ApprovalState): void {
  if (state === "approved") return;
  if (["consumed", "succeeded", "failed", "unknown"].includes(state))
    refuse("already-used", "The approval has been used; it is good for one execution.", state);
  refuse("not-approved", `The request is ${state}.`, state);
}

/** Said here by name, although no consent would count either. */
async function refuseRevoked(context: Context, requestId: string): Promise<void> {
  const revoked = await context.revocations
    .find([{ kind: "approval", subject: requestId }])
    .catch(() => refuse("not-evaluable", "Revocations could not be read."));
  if (revoked !== undefined) refuse("revoked", `The approval is revoked (${revoked.id}).`, "approved");
}

/** By the signed times: the row's own expiry is only a convenience. */
function verifyFresh(context: Context, decisions: readonly ApprovalDecision[]): void {
  const last = Math.max(...decisions.map((decision) => decision.at));
  if (context.clock() >= last + grantLifetimeMs)
    refuse("expired", "The approval was not used in time.", "expired");
}

/** The rows can be put back by whoever can write to them; the receipt of a use is missed when it is gone. */
async function refuseUsed({ storage }: Context, { id, tenant, createdAt }: ApprovalRequest, own?: Receipt) {
  const uses = await storage
    .selectFrom("receipt")
    .select(["writer", "sequence"])
    .where("type", "=", "approval-used")
    .where("tenant", "=", tenant)
    .where("at", ">=", createdAt - clockSkewMs)
    .where("facts_json", "like", `%"approval":"${id}"%`)
    .execute();
  if (uses.some(({ writer, sequence }) => writer !== own?.writer || sequence !== own.sequence))
    refuse("already-used", "The ledger has a receipt of its use.");
}

async function claim(context: Context, requestId: string, binding: ApprovalBinding, { leaseMs }: Executor) {
  const now = context.clock();
  await context.storage.transaction().execute(async (transaction) => {
    // First the write, so that the transaction starts with the lock and cannot fail half-way for want of it.
    const claimed = await transaction
      .updateTable("approval_request")
      .set({ state: "consumed" })
      .where("id", "=", requestId)
      .where("state", "=", "approved")
      .where("arguments_digest", "=", binding.argumentsDigest)
      .where("expires_at", ">", now)
      .executeTakeFirst();
    if (claimed.numUpdatedRows === 0n) {
      const row = await transaction
        .selectFrom("approval_request")
        .select("state")
        .where("id", "=", requestId)
        .executeTakeFirst();
      if (row?.state === "approved") refuse("expired", "The approval was not used in time.", "expired");
      verifyUsable(row?.state ?? "unknown");
    }
    await transaction
      .insertInto("approval_execution")
      .values({
        request_id: requestId,
        owner: context.owner,
        state: "running",
        started_at: now,
        lease_until: now + leaseMs,
        ended_at: null,
        result_digest: null,
      })
      .execute();
  });
}

/** Of any number of processes one goes on with what another began and did not report in time. */
async function takeOver(context: Context, requestId: string, { leaseMs }: Executor): Promise<void> {
  const now = context.clock();
  await context.storage.transaction().execute(async (transaction) => {
    const taken = await transaction
      .updateTable("approval_execution")
      .set({ owner: context.owner, state: "running", started_at: now, lease_until: now + leaseMs })
      .where("request_id", "=", requestId)
      .where("state", "in", ["running", "unknown"])
      .where("lease_until", "<=", now)
      .executeTakeFirst();
    if (taken.numUpdatedRows === 0n)
      refuse("already-used", "Another process is at it, or has done it.", "consumed");
    await transaction
      .updateTable("approval_request")
      .set({ state: "consumed" })
      .where("id", "=", requestId)
      .where("state", "in", begun)
      .executeTakeFirst();
  });
}
