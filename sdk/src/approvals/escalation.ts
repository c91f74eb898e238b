import type { ApprovalRequest } from "./approval.ts";
import type { Context } from "./context.ts";

/** Which group is asked, too, when a group lets three quarters of the time go by. */
export type Escalation = Readonly<Record<string, string>>;

/** Half-time: the people who are asked are reminded. */
export function reminderTime({ createdAt, expiresAt }: ApprovalRequest): number {
  return createdAt + (expiresAt - createdAt) / 2;
}

/** From then on more people are asked. The quorum stays: escalation adds people, it asks for no less. */
export function escalationTime({ createdAt, expiresAt }: ApprovalRequest): number {
  return createdAt + ((expiresAt - createdAt) * 3) / 4;
}

/** The groups that take these groups' place from the escalation on. */
export function escalationGroups(context: Context, groups: readonly string[]): readonly string[] {
  return [...new Set(groups.flatMap((group) => context.escalation.get(group) ?? []))];
}

/** The groups that a person speaks for at a time: their own, and those that were escalated to theirs by then. */
export function standingFor(
  context: Context,
  request: ApprovalRequest | undefined,
  at: number,
  groups: readonly string[],
): readonly string[] {
  return request === undefined || at < escalationTime(request) ? groups : withEscalation(context, groups);
}

/** The groups that a person speaks for at the end: their own, and all that are escalated to theirs. */
export function withEscalation(context: Context, groups: readonly string[]): readonly string[] {
  const asked = [...context.escalation].filter(([, to]) => groups.includes(to)).map(([from]) => from);
  return [...new Set([...groups, ...asked])];
}
