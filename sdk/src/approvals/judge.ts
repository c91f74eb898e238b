import { type JsonValue, verifySignature } from "../crypto/index.ts";
import type { Principal } from "../identity/index.ts";
import type { Consenter, Decision } from "../policy/index.ts";
import type { ApprovalBinding, ApprovalDecision, ApprovalRequest } from "./approval.ts";
import type { Context } from "./context.ts";
import { standingFor } from "./escalation.ts";
import { orRefusal, refuse } from "./refusal.ts";
import { isSignedBy } from "./statement.ts";
import { readApproval } from "./stored.ts";

/** The channel's key is one that we were given, and made this signature. */
export function verifyChannel(context: Context, decision: ApprovalDecision): void {
  const key = context.channelKeys.get(decision.keyId);
  if (key === undefined) refuse("unknown-key", "The decision is signed with a key of no known channel.");
  if (!isSignedBy(key, decision)) refuse("bad-signature", "The decision's signature is wrong.");
}

/** What else a channel states, edits and resolutions: signed, under its own tag, with a key that we were given. */
export function verifySigned(
  context: Context,
  tag: string,
  statement: JsonValue,
  { keyId, signature }: Pick<ApprovalDecision, "keyId" | "signature">,
): void {
  const key = context.channelKeys.get(keyId);
  if (key === undefined) refuse("unknown-key", "It is signed with a key of no known channel.");
  if (!verifySignature(key, tag, statement, signature)) refuse("bad-signature", "The signature is wrong.");
}

/** Signed for this request and these arguments in this tenant, and not for others. */
export function verifySubject(requestId: string, binding: ApprovalBinding, decision: ApprovalDecision): void {
  if (decision.requestId !== requestId || decision.argumentsDigest !== binding.argumentsDigest)
    refuse("other-call", "The decision is about another request or other arguments.");
  if (decision.tenant !== binding.tenant)
    refuse("other-tenant", "The approver belongs to another tenant than the request.");
}

/** Who speaks, about which request, when, through which channel. */
type Speaker = Pick<ApprovalDecision, "requestId" | "approver" | "at" | "keyId">;

/** The person may decide this as of now: known, nothing revoked, and entitled by policy. */
export async function judgeApprover(
  context: Context,
  binding: ApprovalBinding,
  decision: Speaker,
): Promise<Consenter> {
  await refuseRevoked(context, binding.tenant, decision);
  const found = await findPerson(context, binding.tenant, decision.approver);
  const stored = await readApproval(context, decision.requestId);
  const person = { ...found, groups: standingFor(context, stored?.request, decision.at, found.groups) };
  const judged = askPolicy(context, person, { ...binding, id: decision.requestId });
  if (judged.type !== "allow")
    refuse("not-entitled", `${decision.approver} may not decide: ${judged.reason}`);
  return { id: person.id, groups: person.groups };
}

/** The question whether a person may decide on a request, for the engine. */
export function askPolicy(
  { policy }: Pick<Context, "policy">,
  actor: Principal,
  { id, tenant, requester, owners, requirement: { groups, risk } }: Subject,
): Decision {
  return policy.decide({
    action: "approve",
    actor,
    approval: { id, tenant, groups, requester, owners, risk },
  });
}

type Subject = Pick<ApprovalRequest, "id" | "tenant" | "requester" | "owners" | "requirement">;

/** Who among those that approved still counts, judged from their signatures and not from the row's state. */
export async function countConsent(
  context: Context,
  requestId: string,
  binding: ApprovalBinding,
  decisions: readonly ApprovalDecision[],
): Promise<readonly Consenter[]> {
  const judged = await Promise.all(
    decisions
      .filter((decision) => decision.decision === "approve")
      .map((decision) =>
        orRefusal(async () => {
          verifyChannel(context, decision);
          verifySubject(requestId, binding, decision);
          return judgeApprover(context, binding, decision);
        }),
      ),
  );
  return judged.filter((each): each is Consenter => !("type" in each));
}

async function refuseRevoked(context: Context, tenant: string, decision: Speaker): Promise<void> {
  const revoked = await evaluate("Revocations could not be read.", () =>
    context.revocations.find([
      { kind: "approval", subject: decision.requestId },
      { kind: "user", subject: decision.approver, tenant },
      { kind: "key", subject: decision.keyId },
    ]),
  );
  if (revoked !== undefined) refuse("revoked", `The ${revoked.kind} is revoked (${revoked.id}).`);
}

async function findPerson(context: Context, tenant: string, id: string): Promise<Principal> {
  const person = await evaluate("The directory did not answer.", () => context.directory.find(tenant, id));
  if (person === undefined || person.tenant !== tenant || person.id !== id)
    refuse("unknown-approver", "The approver is nobody in the directory of this tenant.");
  return person;
}

/** What cannot be looked up counts as a no. */
async function evaluate<T>(otherwise: string, look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch {
    return refuse("not-evaluable", otherwise);
  }
}
