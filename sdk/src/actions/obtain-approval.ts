import type { ApprovalBinding, ApprovalRequest, ApprovalState, Grant } from "../approvals/index.ts";
import type { ApprovalRequirement } from "../policy/index.ts";
import type { Session } from "../sessions/index.ts";
import type { Assessment } from "./assess.ts";
import type { CallRequest, RefusalCode } from "./call.ts";
import type { GateContext } from "./context.ts";
import type { ParsedCall } from "./read-call.ts";
import { readCurrent } from "./read-current.ts";
import { refuse } from "./refusal.ts";
import { defaultTimeoutMs } from "./tool-descriptor.ts";

/** After the tool's own time, for the outcome to be written down. */
const settleWithinMs = 60_000;

/** More requests than that in one person's name, and people stop reading them. */
const mostPending = 20;

/** The rest is left for what the human asked for: no flood of somebody else's wishes can fill it. */
const mostPendingOfOthers = 10;

/** Of one agent, in however many people's names: what runs wild in all of them is stopped at that. */
const mostPendingOfAgent = 100;

/** Why people are asked, and what of them is needed. */
export interface Need {
  readonly assessment: Assessment;
  readonly requirement: ApprovalRequirement;
}

/** Asks people, once per call however often it is made. */
export async function requestApproval(
  context: GateContext,
  session: Session,
  call: ParsedCall,
  { assessment, requirement, cause }: Need & { readonly cause: string },
): Promise<ApprovalRequest> {
  const { chain, judgement, origins, notes } = assessment;
  const most = isOthersWish(assessment) ? mostPendingOfOthers : mostPending;
  if ((await context.approvals.countPending(session.tenant, { requester: chain.principal.id })) >= most)
    await refuseUnlessAsked(context, session, call, `${most} requests of this user`);
  const agent = chain.agents.at(-1)?.id ?? "";
  if ((await context.approvals.countPending(session.tenant, { agent })) >= mostPendingOfAgent)
    await refuseUnlessAsked(context, session, call, `${mostPendingOfAgent} requests of this agent`);
  const asked = {
    tenant: session.tenant,
    requester: chain.principal.id,
    owners: ownersOf(assessment),
    requirement,
  };
  const isNew = !(await isAsked(context, session, call));
  if (isNew && !(await context.approvals.isGrantable(asked)))
    refuse("no-approver", `It needs ${describeNeed(requirement)}, and there are not enough who may.`);
  const current = isNew ? await readCurrent(call) : undefined;
  return context.approvals.request({
    ...asked,
    session: session.id,
    callId: call.callId,
    tool: call.registered.tool.name,
    descriptor: call.registered.digest,
    arguments: call.arguments,
    agents: chain.agents.map((agent) => agent.id),
    delegation: chain.digest,
    origins,
    notes: current === "unreadable" ? [...notes, "What is there now could not be read."] : notes,
    ...(current === undefined || current === "unreadable" ? {} : { current }),
    narrowable: call.narrowable,
    policies: judgement.policies,
    policyHash: judgement.policyHash,
    reason: judgement.reason,
    cause,
  });
}

/** "2 of finance-approvers or controllers and 1 of security-reviewers". */
function describeNeed({ requirements }: ApprovalRequirement): string {
  return requirements.map(({ groups, quorum }) => `${quorum} of ${groups.join(" or ")}`).join(" and ");
}

function isOthersWish({ facts }: Assessment): boolean {
  return facts.untrustedArguments.length + facts.inventedArguments.length > 0;
}

/** The call that is asked about already may come again. */
async function refuseUnlessAsked(
  context: GateContext,
  session: Session,
  call: ParsedCall,
  what: string,
): Promise<void> {
  if (await isAsked(context, session, call)) return;
  refuse("too-many-pending", `${what} wait for people already.`);
}

function isAsked(context: GateContext, { id: session }: Session, { callId, argumentsDigest }: ParsedCall) {
  return context.approvals.isAsked({ session, callId, argumentsDigest });
}

/** Where the request stands; with `wait`, where it stands once people have decided. */
export async function awaitDecision(
  context: GateContext,
  request: CallRequest,
  approval: ApprovalRequest,
): Promise<ApprovalState> {
  if (request.approvals === "return") {
    await context.approvals.expireDue();
    return (await context.approvals.state(approval.id)) ?? "unknown";
  }
  const options = request.signal === undefined ? {} : { signal: request.signal };
  try {
    return await context.approvals.wait(approval.id, options);
  } catch (error) {
    if (request.signal?.aborted) refuse("aborted", "The run was stopped while people were asked.");
    throw error;
  }
}

/** It was begun by a process that may have died: consuming says whether it is this one's to do again. */
export function mayRunAgain({ registered }: ParsedCall, state: ApprovalState): boolean {
  return registered.tool.isIdempotent === true && (state === "consumed" || state === "unknown");
}

/** Each way in which a request ends without consent is told as what it is. */
export function refuseUnapproved(state: ApprovalState): void {
  if (state === "approved") return;
  const [code, message] = unapproved[state];
  refuse(code, message);
}

const done = ["approval-used", "This call was approved and carried out before."] as const;
const unapproved: Readonly<Record<Exclude<ApprovalState, "approved">, readonly [RefusalCode, string]>> = {
  pending: ["approval-void", "Nobody has decided yet."],
  denied: ["approval-denied", "A person denied this call."],
  expired: ["approval-expired", "The request for approval expired."],
  cancelled: ["approval-cancelled", "The request for approval was taken back."],
  superseded: ["approval-superseded", "The request for approval was replaced by another."],
  consumed: done,
  succeeded: done,
  failed: ["approval-used", "This call was approved and tried before, and failed."],
  unknown: ["approval-used", "This call was started, and nobody knows whether it took effect."],
};

/** Spends the approval, judged against what the gate itself knows now. */
export async function consumeApproval(
  context: GateContext,
  call: ParsedCall,
  approval: ApprovalRequest,
  { assessment, requirement }: Need,
): Promise<Grant> {
  const { chain } = assessment;
  const binding: ApprovalBinding = {
    tenant: chain.principal.tenant,
    argumentsDigest: call.argumentsDigest,
    requester: chain.principal.id,
    owners: ownersOf(assessment),
    requirement,
  };
  const leaseMs = (call.registered.tool.timeoutMs ?? defaultTimeoutMs) + settleWithinMs;
  const consumed = await context.approvals.consume(approval.id, binding, leaseMs, {
    isIdempotent: call.registered.tool.isIdempotent === true,
  });
  if (consumed.type === "granted") return consumed;
  switch (consumed.code) {
    case "already-used":
      return refuse("approval-used", consumed.message);
    case "revoked":
      return refuse("revoked", consumed.message);
    case "expired":
      return refuse("approval-expired", consumed.message);
    case "not-evaluable":
      return refuse("not-evaluable", consumed.message);
    default:
      if (consumed.state === "denied") refuse("approval-denied", "A person denied this call.");
      return refuse("approval-void", consumed.message);
  }
}

function ownersOf({ chain }: Assessment): readonly string[] {
  return [...new Set(chain.agents.map((agent) => agent.owner))];
}
