import { canonicalJson, type JsonValue, type SigningKey } from "../crypto/index.ts";
import type { ApprovalRequest } from "./approval.ts";
import type { Context } from "./context.ts";
import { isGrantable } from "./is-grantable.ts";
import { isNarrower } from "./is-narrower.ts";
import { judgeApprover, verifySigned } from "./judge.ts";
import { closeReceipt } from "./receipts.ts";
import { type ApprovalRefusal, orRefusal, refuse } from "./refusal.ts";
import { insertRequest, revisionOf } from "./request-approval.ts";
import { readApproval } from "./stored.ts";

/** A person's wish to approve less than was asked for, signed by their channel. */
export interface ApprovalEdit {
  readonly requestId: string;
  readonly arguments: JsonValue;
  /** The editor's `sub`, and the tenant that the channel knows them in. */
  readonly editor: string;
  readonly tenant: string;
  readonly verifiedBy: string;
  readonly at: number;
  readonly keyId: string;
  readonly signature: string;
}

export type EditStatement = Omit<ApprovalEdit, "keyId" | "signature">;

const tag = "sallyport/approval-edit/v1";

/** Signs with the channel's key what a person wants to approve instead. */
export function signEdit(key: SigningKey, statement: EditStatement): ApprovalEdit {
  const signed = { ...statement, keyId: key.publicKey.kid };
  return { ...signed, signature: key.sign(tag, encode(signed)) };
}

/**
 * Puts a request for less in place of a pending one: a smaller amount, fewer records, nothing else. Votes on the
 * old one are void, and whoever edits does not approve. Needs somebody who may approve, or the person who asked.
 */
export function narrowApproval(
  context: Context,
  edit: ApprovalEdit,
): Promise<ApprovalRequest | ApprovalRefusal> {
  return orRefusal(async () => {
    const stored = await readApproval(context, edit.requestId);
    if (stored === undefined) refuse("unknown-request", "There is no such approval request.");
    const { request, state, expiresAt } = stored;
    verifySigned(context, tag, encode(edit), edit);
    if (edit.tenant !== request.tenant) refuse("other-tenant", "The editor belongs to another tenant.");
    if (state !== "pending") refuse("not-pending", `The request is ${state}.`, state);
    if (context.clock() >= expiresAt) refuse("expired", "The request has expired.", state);
    if (edit.editor !== request.requester) {
      await judgeApprover(context, request, { ...edit, approver: edit.editor });
    }
    if (!isNarrower(request.arguments, edit.arguments, request.narrowable ?? []))
      refuse("not-narrower", "An edit may only lower amounts and leave records out.");
    return supersede(context, request, edit);
  });
}

async function supersede(
  context: Context,
  old: ApprovalRequest,
  edit: ApprovalEdit,
): Promise<ApprovalRequest> {
  const owners = edit.editor === old.requester ? old.owners : [...new Set([...old.owners, edit.editor])];
  const next = revisionOf({ ...old, arguments: edit.arguments, owners });
  if (!(await isGrantable(context, next)))
    refuse("no-approver", "Nobody would be left to approve it: whoever edits does not.");
  const moved = await context.storage
    .updateTable("approval_request")
    .set({ state: "superseded", superseded_by: next.id, decided_at: context.clock() })
    .where("id", "=", old.id)
    .where("state", "=", "pending")
    .executeTakeFirst();
  if (moved.numUpdatedRows === 0n) refuse("not-pending", "The request has moved on meanwhile.");
  const closed = await context.ledger.append(closeReceipt(old, "superseded", edit.editor));
  const request = { ...next, receipt: closed.id, replaces: old.id };
  await insertRequest(context, request);
  context.changes.announce(old.id);
  return request;
}

function encode(edit: Omit<ApprovalEdit, "signature">) {
  const { requestId, editor, tenant, verifiedBy, at, keyId } = edit;
  return [requestId, canonicalJson(edit.arguments), tenant, editor, verifiedBy, at, keyId];
}
