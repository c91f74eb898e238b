import type { ApprovalRequirement, ConsentRequirement } from "./decision.ts";

/** A person who consented, with the groups that they are in now. */
export interface Consenter {
  readonly id: string;
  readonly groups: readonly string[];
}

/**
 * The requirements that these people's consent does not meet yet; empty when it is enough.
 * A person counts once per requirement however often they are listed, and for each requirement whose groups
 * they are in. A requirement that names nobody, or fewer than one person, is never met.
 */
export function unmetConsents(
  approval: Pick<ApprovalRequirement, "requirements">,
  consenters: readonly Consenter[],
): readonly ConsentRequirement[] {
  return approval.requirements.filter(({ groups, quorum }) => {
    const entitled = consenters.filter((person) => person.groups.some((group) => groups.includes(group)));
    const people = new Set(entitled.map((person) => person.id));
    return !(Number.isSafeInteger(quorum) && quorum >= 1 && people.size >= quorum);
  });
}

/** True when every requirement is met. An approval without any requirement is met by nobody. */
export function isConsentSufficient(
  approval: Pick<ApprovalRequirement, "requirements">,
  consenters: readonly Consenter[],
): boolean {
  return approval.requirements.length > 0 && unmetConsents(approval, consenters).length === 0;
}
