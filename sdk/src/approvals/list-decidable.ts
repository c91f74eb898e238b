import type { ApprovalRequest } from "./approval.ts";
import type { Context } from "./context.ts";
import { standingFor } from "./escalation.ts";
import { askPolicy } from "./judge.ts";
import { listPending } from "./list-pending.ts";

/**
 * What waits for this person: pending requests that policy lets them decide now, and that they have not decided
 * yet; soonest expiry first. A hint for people and no permission: each decision is judged again.
 */
export async function listDecidable(
  context: Context,
  tenant: string,
  approver: string,
): Promise<readonly ApprovalRequest[]> {
  const { storage, clock } = context;
  const person = await context.directory.find(tenant, approver);
  const revoked = await context.revocations.find([{ kind: "user", subject: approver, tenant }]);
  if (person === undefined || person.tenant !== tenant || revoked !== undefined) return [];
  const pending = await listPending(context, tenant);
  const voted = await storage
    .selectFrom("approval_decision")
    .innerJoin("approval_request", "approval_request.id", "approval_decision.request_id")
    .select("approval_decision.request_id as id")
    .where("approval_decision.approver", "=", approver)
    .where("approval_request.tenant", "=", tenant)
    .where("approval_request.state", "=", "pending")
    .execute();
  const decided = new Set(voted.map(({ id }) => id));

  /** Requests that policy cannot tell apart get one answer. */
  const answers = new Map<string, boolean>();
  function mayDecide(request: ApprovalRequest): boolean {
    const { requester, owners, requirement } = request;
    const groups = standingFor(context, request, clock(), person?.groups ?? []);
    const key = JSON.stringify([groups, requester, owners, requirement.groups, requirement.risk]);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer =
      person !== undefined && askPolicy(context, { ...person, groups }, request).type === "allow";
    answers.set(key, answer);
    return answer;
  }

  return pending
    .filter((request) => !decided.has(request.id) && mayDecide(request))
    .sort((one, other) => one.expiresAt - other.expiresAt);
}
