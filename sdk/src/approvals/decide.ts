import { sql } from "kysely";
import { canonicalJson } from "../crypto/index.ts";
import { isConsentSufficient } from "../policy/index.ts";
import type { ApprovalDecision, ApprovalRequest, ApprovalState } from "./approval.ts";
import type { Context } from "./context.ts";
import { countConsent, judgeApprover, verifyChannel, verifySubject } from "./judge.ts";
import { decisionReceipt } from "./receipts.ts";
import { type ApprovalRefusal, orRefusal, refuse } from "./refusal.ts";
import { readApproval, readDecisions, type StoredApproval } from "./stored.ts";

export interface DecisionRecorded {
  readonly type: "recorded";
  /** Still `pending` when more people have to approve. */
  readonly state: ApprovalState;
}

/** How far a channel's clock may be off, either way. */
export const clockSkewMs = 60_000;
/** An approved request has to be used within this time, or it expires. */
export const grantLifetimeMs = 10 * 60_000;

/** Takes a person's signed decision, or says which rule refused it. A "deny" ends the request at once. */
export function decideApproval(
  context: Context,
  decision: ApprovalDecision,
): Promise<DecisionRecorded | ApprovalRefusal> {
  return orRefusal(async () => {
    const stored = await findRequest(context, decision.requestId);
    verifyChannel(context, decision);
    verifySubject(stored.request.id, stored.request, decision);
    verifyCurrent(context, stored, decision);
    await judgeApprover(context, stored.request, decision);
    const isNew = await recordVote(context, decision);
    // Counted again for a repeated vote too: a crash between vote and count must not strand the request.
    const state = await applyVotes(context, stored.request, decision);
    context.changes.announce(decision.requestId);
    if (!isNew) refuse("already-decided", "This person's decision is recorded already.", state);
    await context.ledger.append(decisionReceipt(stored.request, decision, state));
    return { type: "recorded", state };
  });
}

async function findRequest(context: Context, id: string): Promise<StoredApproval> {
  const stored = await readApproval(context, id);
  return stored ?? refuse("unknown-request", "There is no such approval request.");
}

/** Decided while the request was open, by a clock like ours, and it still is open now. */
function verifyCurrent(context: Context, stored: StoredApproval, decision: ApprovalDecision): void {
  const now = context.clock();
  const { request, state, expiresAt } = stored;
  if (!openStates(decision).includes(state)) refuse("not-pending", `The request is ${state}.`, state);
  if (now >= expiresAt) refuse("expired", "The request has expired.", state);
  if (decision.at > now + clockSkewMs || decision.at < request.createdAt - clockSkewMs)
    refuse("not-current", "The decision is dated outside the request's life.", state);
}

/** "No" counts until the very moment of use; "yes" only while it is asked for. */
function openStates(decision: ApprovalDecision): readonly ApprovalState[] {
  return decision.decision === "deny" ? ["pending", "approved"] : ["pending"];
}

/** False when this person has voted before. */
async function recordVote(context: Context, decision: ApprovalDecision): Promise<boolean> {
  const { storage } = context;
  const result = await storage
    .insertInto("approval_decision")
    .columns(["request_id", "approver", "decision", "decision_json", "at"])
    .expression(
      storage
        .selectFrom("approval_request")
        .select([
          "id as request_id",
          sql.val(decision.approver).as("approver"),
          sql.val(decision.decision).as("decision"),
          sql.val(canonicalJson(decision)).as("decision_json"),
          sql.val(decision.at).as("at"),
        ])
        .where("id", "=", decision.requestId)
        .where("state", "in", openStates(decision)),
    )
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/**
 * Moves the request on if the votes suffice. Runs after the vote is stored: of two people who vote at the
 * same moment, whoever counts later sees both.
 */
async function applyVotes(
  context: Context,
  request: ApprovalRequest,
  decision: ApprovalDecision,
): Promise<ApprovalState> {
  const votes = await readDecisions(context.storage, request.id);
  if (votes.some((vote) => vote.decision === "deny")) await close(context, decision, "denied");
  else {
    const consenters = await countConsent(context, request.id, request, votes);
    if (isConsentSufficient(request.requirement, consenters)) await close(context, decision, "approved");
  }
  return (await readApproval(context, request.id))?.state ?? "unknown";
}

async function close(context: Context, decision: ApprovalDecision, state: "approved" | "denied") {
  const now = context.clock();
  await context.storage
    .updateTable("approval_request")
    .set({ state, decided_at: now, ...(state === "approved" ? { expires_at: now + grantLifetimeMs } : {}) })
    .where("id", "=", decision.requestId)
    .where("state", "in", state === "denied" ? ["pending", "approved"] : ["pending"])
    .execute();
}
