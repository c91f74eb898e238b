import { canonicalJson, digestOf } from "../crypto/index.ts";
import type { ApprovalRequest, ApprovalRequestInput } from "./approval.ts";
import type { Context } from "./context.ts";
import { digestCall } from "./digest-call.ts";
import { requestReceipt } from "./receipts.ts";
import { readApproval } from "./stored.ts";

/** The request for this very call: made now, or the one that the same call has made before. */
export async function requestApproval(
  context: Context,
  { cause, ...input }: ApprovalRequestInput,
): Promise<ApprovalRequest> {
  const argumentsDigest = digestCall(input);
  const dedupeKey = digestOf("sallyport/approval-key/v1", [input.session, input.callId, argumentsDigest]);
  // Named by what it is about, so that processes which ask at the same time ask for the same thing.
  const id = `apr_${dedupeKey.slice("sha256:".length, "sha256:".length + 32)}`;
  const existing = await readApproval(context.storage, id);
  if (existing !== undefined) return existing.request;

  const createdAt = context.clock();
  const asked = {
    ...input,
    id,
    argumentsDigest,
    createdAt,
    expiresAt: createdAt + input.requirement.expiresInMs,
  };
  const receipt = await context.ledger.append(requestReceipt(asked, cause));
  const request: ApprovalRequest = { ...asked, receipt: receipt.id };
  await context.storage
    .insertInto("approval_request")
    .values({
      id,
      tenant: request.tenant,
      session: request.session,
      dedupe_key: dedupeKey,
      state: "pending",
      tool: request.tool,
      arguments_digest: argumentsDigest,
      request_json: canonicalJson(request),
      created_at: createdAt,
      expires_at: request.expiresAt,
      decided_at: null,
      superseded_by: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  // Of two that ask at once one wins, and both go on with the winner's.
  return (await readApproval(context.storage, id))?.request ?? request;
}
