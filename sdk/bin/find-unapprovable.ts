import type { Agent, Sallyport } from "@sallyport/sdk";

/** People who are asked, and of whom, but for the agent's owner, there are not enough. */
export interface Unapprovable {
  readonly groups: readonly string[];
  /** Whose policies ask them. */
  readonly policies: readonly string[];
}

/** What nobody could ever approve of an agent's calls, whoever it acts for. */
export async function findUnapprovable(
  { approvals, policies }: Sallyport,
  { tenant, owner }: Agent,
): Promise<readonly Unapprovable[]> {
  const found = new Map<string, Unapprovable>();
  for (const { id, approval: requirement } of policies.set.policies) {
    if (requirement === undefined) continue;
    const call = { tenant, requester: "(whoever asks)", owners: [owner], requirement };
    if (await approvals.isGrantable(call)) continue;
    const { groups } = requirement;
    const others = found.get(groups.join())?.policies ?? [];
    found.set(groups.join(), { groups, policies: [...others, id] });
  }
  return [...found.values()];
}
