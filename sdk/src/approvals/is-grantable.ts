import type { Principal } from "../identity/index.ts";
import { type Consenter, isConsentSufficient } from "../policy/index.ts";
import type { ApprovalRequest } from "./approval.ts";
import type { Context } from "./context.ts";
import { withEscalation } from "./escalation.ts";
import { askPolicy } from "./judge.ts";

/** What decides who may consent to a call. */
export type GrantSubject = Pick<ApprovalRequest, "tenant" | "requester" | "owners" | "requirement">;

/**
 * Whether enough people may consent, as directory, policies and revocations are now: a call for which there are not
 * needs no card, and nobody has to wait for it to expire. No permission: each decision is judged when it is made.
 */
export async function isGrantable(context: Context, call: GrantSubject): Promise<boolean> {
  const { people } = context.directory;
  if (people === undefined) return true;
  const asked = new Set(call.requirement.requirements.flatMap(({ groups }) => groups));
  const entitled: Consenter[] = [];
  for (const person of people) {
    const groups = withEscalation(context, person.groups);
    if (person.tenant !== call.tenant || !groups.some((group) => asked.has(group))) continue;
    if (askPolicy(context, { ...person, groups }, { id: "none", ...call }).type !== "allow") continue;
    if (await isRevoked(context, person)) continue;
    entitled.push({ id: person.id, groups });
    if (isConsentSufficient(call.requirement, entitled)) return true;
  }
  return false;
}

async function isRevoked({ revocations }: Context, { id, tenant }: Principal): Promise<boolean> {
  return (await revocations.find([{ kind: "user", subject: id, tenant }])) !== undefined;
}
