import type { ApprovalRequirement, ConsentRequirement } from "./decision.ts";

const risks = ["low", "medium", "high"] as const;

/**
 * What several forbids, or the decisions on several actors, ask for together: everything. The shortest expiry
 * and the highest risk hold, and a requirement is left out only where one that is at least as strict stands
 * for it.
 *
 * @throws {TypeError} when there is nothing to combine.
 */
export function combineApprovals(approvals: readonly ApprovalRequirement[]): ApprovalRequirement {
  if (approvals.length === 0) throw new TypeError("approvals must hold at least one requirement");
  const all = approvals.flatMap(({ requirements }) => requirements);
  return {
    requirements: all.filter((one, index) => !all.some((other, at) => standsFor(other, one, at < index))),
    groups: [...new Set(approvals.flatMap(({ groups }) => groups))].sort(),
    quorum: Math.max(...approvals.map(({ quorum }) => quorum)),
    expiresInMs: Math.min(...approvals.map(({ expiresInMs }) => expiresInMs)),
    risk: risks[Math.max(...approvals.map(({ risk }) => risks.indexOf(risk)))] ?? "high",
  };
}

/** Of two that are equally strict the first stands for the other. */
function standsFor(other: ConsentRequirement, one: ConsentRequirement, isBefore: boolean): boolean {
  return isAtLeastAsStrict(other, one) && (isBefore || !isAtLeastAsStrict(one, other));
}

/** Whoever meets `other` meets `one`: at least as many people out of no other groups. */
function isAtLeastAsStrict(other: ConsentRequirement, one: ConsentRequirement): boolean {
  return other.quorum >= one.quorum && other.groups.every((group) => one.groups.includes(group));
}
