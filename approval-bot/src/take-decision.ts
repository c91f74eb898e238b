import { type ApprovalRequest, type DecisionRecorded, signDecision } from "@sallyport/sdk";
import type { Approver, Clicker } from "./approvers.ts";
import type { Desk } from "./desk.ts";
import { type Reference, referTo } from "./messages/reference.ts";
import { refusal, type SlackRefusal } from "./people/slack-refusal.ts";

/** What a request may be looked at with: the person, and the very request that their card shows. */
export interface Opened {
  readonly type: "opened";
  readonly request: ApprovalRequest;
  readonly approver: Approver;
}

/** Checks everything about a click but whether the policy entitles the person: the request, the place, the person. */
export async function openRequest(
  desk: Desk,
  reference: Reference | undefined,
  clicker: Clicker,
): Promise<Opened | SlackRefusal> {
  const request = reference && (await desk.sallyport.approvals.find(reference.requestId));
  if (request === undefined) return refusal("unknown-request", "There is no such request.");
  if (reference?.revision !== referTo(request).revision)
    return refusal("outdated-card", "This card shows other arguments than the request has now.");
  if (!desk.channels.has(request.tenant))
    return refusal("other-workspace", "Nothing of this tenant is decided in this workspace.");
  if (clicker.channel !== undefined && clicker.channel !== desk.channels.get(request.tenant))
    return refusal("other-channel", "This is not the channel in which this request is decided.");
  const approver = await desk.approvers.identify(clicker);
  if (approver.type === "refused") return approver;
  if (approver.tenant !== request.tenant)
    return refusal("other-tenant", "The request belongs to another tenant than you.");
  return { type: "opened", request, approver };
}

/** Signs what an identified person decided and hands it in. The policy says whether they may. */
export async function takeDecision(
  desk: Desk,
  { request, approver }: Opened,
  answer: { readonly decision: "approve" } | { readonly decision: "deny"; readonly reason: string },
): Promise<DecisionRecorded | SlackRefusal> {
  const { principal, tenant, verifiedBy } = approver;
  const outcome = await desk.sallyport.approvals.decide(
    signDecision(desk.key, {
      requestId: request.id,
      argumentsDigest: request.argumentsDigest,
      ...answer,
      approver: principal,
      tenant,
      verifiedBy,
      at: desk.clock(),
    }),
  );
  desk.wake();
  if (outcome.type === "recorded") return outcome;
  // Policies explain themselves to their owners; the person who clicked gets a plain word.
  return { ...outcome, message: plainWords[outcome.code] ?? outcome.message };
}

const plainWords: Partial<Record<SlackRefusal["code"], string>> = {
  "not-entitled":
    "You may not decide this: it needs somebody of the groups on the card who did not ask for it.",
  "unknown-approver": "The directory does not know you any more.",
  "already-decided": "You have decided this already.",
  "not-evaluable": "It could not be checked whether you may decide this; nothing was decided. Try again.",
  expired: "Too late: the request has expired.",
};
