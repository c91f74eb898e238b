import type { ApprovalRequest, Principal, Sallyport } from "@sallyport/sdk";
import type { Approver } from "./approvers.ts";
import { refusal, type SlackRefusal } from "./people/slack-refusal.ts";
import { findPrincipal } from "./principal.ts";

/** What can be stopped from a card: the agent that acted in all its runs, or the one run with all it delegated. */
export type RevocableKind = "agent" | "session";

export function subjectOf(request: ApprovalRequest, kind: RevocableKind): string {
  return kind === "agent" ? (request.agents.at(-1) ?? "") : request.session;
}

/** Stops it when policy entitles this person to. */
export async function revoke(
  sallyport: Sallyport,
  approver: Approver,
  target: { readonly request: ApprovalRequest; readonly kind: RevocableKind; readonly reason: string },
): Promise<{ readonly type: "revoked"; readonly id: string } | SlackRefusal> {
  const { request, kind, reason } = target;
  const subject = subjectOf(request, kind);
  const principal = await findPrincipal(sallyport, approver);
  if (principal === undefined || !(await mayRevoke(sallyport, principal, kind, subject)))
    return refusal(
      "not-entitled",
      "You may not revoke this: it takes somebody of security, or the agent's owner.",
    );
  // A click may be handled twice when its replica has died: what this person has revoked stays revoked once.
  const standing = await sallyport.revocations.find([{ kind, subject }]);
  if (standing?.actor === principal.id && standing.expiresAt === undefined)
    return { type: "revoked", id: standing.id };
  const { id } = await sallyport.revocations.revoke({ kind, subject, reason, actor: principal.id });
  return { type: "revoked", id };
}

/** An agent of another tenant is nobody's to stop from here. */
export async function mayRevoke(
  { agents, policies }: Sallyport,
  principal: Principal,
  kind: RevocableKind,
  subject: string,
): Promise<boolean> {
  const agent = kind === "agent" ? await agents.find(subject) : undefined;
  if (kind === "agent" && agent === undefined) return false;
  const target = {
    tenant: agent?.tenant ?? principal.tenant,
    kind,
    subject,
    ...(agent === undefined ? {} : { owner: agent.owner }),
  };
  return policies.decide({ action: "revoke", actor: principal, target }).type === "allow";
}
