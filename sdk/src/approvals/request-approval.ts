import { canonicalJson, type Digest, digestOf } from "../crypto/index.ts";
import type { ApprovalRequest, ApprovalRequestInput } from "./approval.ts";
import type { Context } from "./context.ts";
import { digestCall } from "./digest-call.ts";
import { requestReceipt } from "./receipts.ts";
import { readApproval } from "./stored.ts";

/** After a "no" to some arguments, the same run is not asked about them again for this long. */
const coolDownMs = 10 * 60_000;

/** The request for this very call: made now, or the one that the same call has made before. */
export async function requestApproval(
  context: Context,
  { cause, ...input }: ApprovalRequestInput,
): Promise<ApprovalRequest> {
  const createdAt = context.clock();
  const expiresAt = createdAt + input.requirement.expiresInMs;
  const asked = revisionOf({ ...input, createdAt, expiresAt });
  const existing = (await readApproval(context, asked.id)) ?? (await findDenied(context, asked, createdAt));
  if (existing !== undefined) return existing.request;

  const receipt = await context.ledger.append(requestReceipt(asked, cause));
  const request: ApprovalRequest = { ...asked, receipt: receipt.id };
  await insertRequest(context, request);
  // Of two that ask at once one wins, and both go on with the winner's.
  return (await readApproval(context, request.id))?.request ?? request;
}

type Asked = Omit<ApprovalRequest, "receipt">;

/** What makes a call one and the same. */
export type CallKey = Pick<ApprovalRequest, "session" | "callId" | "argumentsDigest">;

/** A request is named by what it is about, so that processes which ask at the same time ask for the same thing. */
export function approvalId(call: CallKey): string {
  return `apr_${dedupeKeyOf(call).slice("sha256:".length, "sha256:".length + 32)}`;
}

export function revisionOf(input: Omit<Asked, "id" | "argumentsDigest">): Asked {
  const argumentsDigest = digestCall(input);
  return { ...input, id: approvalId({ ...input, argumentsDigest }), argumentsDigest };
}

export async function insertRequest(context: Context, request: ApprovalRequest): Promise<void> {
  const text = canonicalJson(request);
  await context.storage
    .insertInto("approval_request")
    .values({
      id: request.id,
      tenant: request.tenant,
      session: request.session,
      dedupe_key: dedupeKeyOf(request),
      state: "pending",
      tool: request.tool,
      arguments_digest: request.argumentsDigest,
      request_json: text,
      seal: context.seal(text),
      created_at: request.createdAt,
      expires_at: request.expiresAt,
      requester: request.requester,
      agent: request.agents.at(-1) ?? "",
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function dedupeKeyOf({ session, callId, argumentsDigest }: CallKey): Digest {
  return digestOf("sallyport/approval-key/v1", [session, callId, argumentsDigest]);
}

async function findDenied(context: Context, asked: Asked, now: number) {
  const row = await context.storage
    .selectFrom("approval_request")
    .select("id")
    .where("session", "=", asked.session)
    .where("arguments_digest", "=", asked.argumentsDigest)
    .where("state", "=", "denied")
    .where("decided_at", ">", now - coolDownMs)
    .executeTakeFirst();
  return row === undefined ? undefined : readApproval(context, row.id);
}
