import type { ReceiptInput } from "../receipts/index.ts";
import type { PolicyProblem, PolicySet } from "./policy-set.ts";

/** A new set decides from now on. The ids of the policies that differ. */
export interface PoliciesEnacted {
  readonly type: "enacted";
  readonly from?: string;
  readonly to: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** The set of `policyHash` goes on deciding, and this is why. */
export interface PoliciesRefused {
  readonly type: "refused";
  readonly policyHash: string;
  readonly problems: readonly PolicyProblem[];
}

/** What became of a look at the policy folder. */
export type PolicyChange =
  | { readonly type: "unchanged"; readonly policyHash: string }
  | PoliciesEnacted
  | PoliciesRefused;

/** What differs between two sets; all of it is added where there was none before. */
export function comparePolicies(before: PolicySet | undefined, after: PolicySet): PoliciesEnacted {
  const old = textsOf(before);
  const now = textsOf(after);
  return {
    type: "enacted",
    ...(before && { from: before.hash }),
    to: after.hash,
    added: [...now.keys()].filter((id) => !old.has(id)),
    removed: [...old.keys()].filter((id) => !now.has(id)),
    changed: [...now.keys()].filter((id) => old.has(id) && old.get(id) !== now.get(id)),
  };
}

/** The receipt of a change, or of a set that was refused. Policies hold for all tenants. */
export function policyReceipt(change: PoliciesEnacted | PoliciesRefused): ReceiptInput {
  const receipt = { type: "policy-changed", tenant: "*" } as const;
  if (change.type === "enacted") {
    const { type: outcome, ...facts } = change;
    return { ...receipt, facts: { outcome, ...facts } };
  }
  const problems = change.problems.map(({ code, file, policy }) => ({
    code,
    file,
    ...(policy && { policy }),
  }));
  return { ...receipt, facts: { outcome: change.type, kept: change.policyHash, problems } };
}

function textsOf(set: PolicySet | undefined): Map<string, string> {
  return new Map(set?.policies.map(({ id, text }) => [id, text]));
}
