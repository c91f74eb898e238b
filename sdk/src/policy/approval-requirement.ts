import type { ApprovalRequirement, ConsentRequirement } from "./decision.ts";
import type { ApprovalTerms } from "./policy-set.ts";

const risks = ["low", "medium", "high"] as const;

/**
 * What several forbids ask for together: everything. The shortest expiry and the highest risk hold, and a
 * requirement is left out only where another one that is at least as strict stands for it.
 */
export function approvalRequirement(terms: readonly ApprovalTerms[]): ApprovalRequirement {
  const requirements = terms.filter(
    (one, index) => !terms.some((other, at) => covers(other, one, at < index)),
  );
  return {
    requirements: requirements.map(({ groups, quorum }) => ({ groups, quorum })),
    groups: [...new Set(terms.flatMap(({ groups }) => groups))].sort(),
    quorum: Math.max(...terms.map(({ quorum }) => quorum)),
    expiresInMs: Math.min(...terms.map(({ expiresInMs }) => expiresInMs)),
    risk: risks[Math.max(...terms.map(({ risk }) => risks.indexOf(risk)))] ?? "high",
  };
}

/** Whoever meets `other` meets `one`: at least as many people out of no other groups. Of two equals the first stays. */
function covers(other: ConsentRequirement, one: ConsentRequirement, isBefore: boolean): boolean {
  if (!isAtLeastAsStrict(other, one)) return false;
  return isBefore || !isAtLeastAsStrict(one, other);
}

function isAtLeastAsStrict(other: ConsentRequirement, one: ConsentRequirement): boolean {
  return other.quorum >= one.quorum && other.groups.every((group) => one.groups.includes(group));
}
