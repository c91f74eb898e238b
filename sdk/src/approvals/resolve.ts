import type { SigningKey } from "../crypto/index.ts";
import type { Context } from "./context.ts";
import { judgeApprover, verifySigned } from "./judge.ts";
import { closeReceipt } from "./receipts.ts";
import { type ApprovalRefusal, orRefusal, refuse } from "./refusal.ts";
import { readApproval } from "./stored.ts";

/** What a person found out about a parked execution, signed by their channel. */
export interface ParkedResolution {
  readonly requestId: string;
  /** Whether the effect happened. */
  readonly outcome: "succeeded" | "failed";
  /** Who says so (`sub`), and the tenant that the channel knows them in. */
  readonly person: string;
  readonly tenant: string;
  readonly verifiedBy: string;
  readonly at: number;
  readonly keyId: string;
  readonly signature: string;
}

export interface ParkedResolved {
  readonly type: "resolved";
  readonly state: ParkedResolution["outcome"];
}

const tag = "sallyport/approval-resolution/v1";

/** Signs with the channel's key what a person found out. */
export function signResolution(
  key: SigningKey,
  statement: Omit<ParkedResolution, "keyId" | "signature">,
): ParkedResolution {
  const signed = { ...statement, keyId: key.publicKey.kid };
  return { ...signed, signature: key.sign(tag, encode(signed)) };
}

/**
 * Takes a parked execution off the list, on the word of somebody who may decide on the request. Nothing runs by it,
 * whatever they found: a call that has to be made again is asked for again.
 */
export function resolveParked(
  context: Context,
  resolution: ParkedResolution,
): Promise<ParkedResolved | ApprovalRefusal> {
  return orRefusal(async () => {
    const { requestId, outcome, person, tenant } = resolution;
    const stored = await readApproval(context, requestId);
    if (stored === undefined) refuse("unknown-request", "There is no such approval request.");
    verifySigned(context, tag, encode(resolution), resolution);
    if (tenant !== stored.request.tenant) refuse("other-tenant", "The person belongs to another tenant.");
    if (stored.state !== "unknown") refuse("not-parked", `The request is ${stored.state}.`, stored.state);
    await judgeApprover(context, stored.request, { ...resolution, approver: person });
    if (!(await move(context, requestId, outcome))) refuse("not-parked", "Its outcome is known meanwhile.");
    context.changes.announce(requestId);
    await context.ledger.append(closeReceipt(stored.request, outcome, person));
    return { type: "resolved", state: outcome };
  });
}

/** False when the process that ran it has reported after all. */
function move(context: Context, id: string, outcome: ParkedResolution["outcome"]): Promise<boolean> {
  return context.storage.transaction().execute(async (transaction) => {
    const moved = await transaction
      .updateTable("approval_request")
      .set({ state: outcome })
      .where("id", "=", id)
      .where("state", "=", "unknown")
      .executeTakeFirst();
    await transaction
      .updateTable("approval_execution")
      .set({ state: outcome, ended_at: context.clock() })
      .where("request_id", "=", id)
      .where("state", "=", "unknown")
      .execute();
    return moved.numUpdatedRows > 0n;
  });
}

/** A fixed list, so that no two resolutions share one encoding. */
function encode(resolution: Omit<ParkedResolution, "signature">) {
  const { requestId, outcome, tenant, person, verifiedBy, at, keyId } = resolution;
  return [requestId, outcome, tenant, person, verifiedBy, at, keyId];
}
