import { canonicalJson } from "../crypto/index.ts";
import { type Agent, type Classification, classifications, type Principal } from "../identity/index.ts";
import type { Decision, Label, PolicyEngine, PolicyReference } from "../policy/index.ts";
import type { LabelTable } from "./label-table.ts";

export type Match = "user" | "role" | "group" | "everyone";

/** A label that these actors may read, and why. */
export interface PermittedLabel {
  readonly label: Label;
  /** How the principal matched the label's readers. */
  readonly matchedBy: readonly Match[];
  readonly policies: readonly PolicyReference[];
}

/** Everyone through whom the question comes: the human, then each agent of the chain. All must be allowed. */
export interface Actors {
  readonly principal: Principal;
  readonly agents: readonly Agent[];
  /** The highest classification that the delegation leaves to the last of them. */
  readonly clearance: Classification;
}

/**
 * The labels that name the principal as a reader and that policy lets every actor retrieve. Labels that look
 * the same to every policy are decided once, so that thousands of labels cost a handful of decisions.
 */
export function findPermittedLabels(
  table: LabelTable,
  policy: PolicyEngine,
  actors: Actors,
  revoked: ReadonlySet<string>,
): ReadonlyMap<string, PermittedLabel> {
  const cleared = classifications.slice(0, classifications.indexOf(actors.clearance) + 1);
  const decided = new Map<string, Decision>();
  const permitted = new Map<string, PermittedLabel>();
  for (const [id, matchedBy] of matchReaders(table, actors.principal)) {
    const label = table.labels.get(id);
    if (label === undefined || label.tenant !== actors.principal.tenant || revoked.has(id)) continue;
    if (!cleared.includes(label.classification)) continue;
    const key = visibleToPolicies(label, matchedBy);
    const decision =
      decided.get(key) ?? decideLabel(policy, actors.principal, actors.agents, label, matchedBy);
    decided.set(key, decision);
    if (decision.type === "allow") permitted.set(id, { label, matchedBy, policies: decision.policies });
  }
  // Documents whose row still names the label that was replaced have the new one's readers.
  for (const [old, id] of table.replacedBy) {
    const now = permitted.get(id);
    if (now !== undefined && !revoked.has(old)) permitted.set(old, now);
  }
  return permitted;
}

/** By the inverted index: label ids that name the principal, and how. */
export function matchReaders(table: LabelTable, principal: Principal): Map<string, Match[]> {
  const matches = new Map<string, Match[]>();
  const add = (match: Match, subject: string) => {
    for (const id of table.bySubject.get(subject) ?? []) {
      const known = matches.get(id);
      if (known === undefined) matches.set(id, [match]);
      else if (!known.includes(match)) known.push(match);
    }
  };
  add("user", `user:${principal.id}`);
  for (const role of principal.roles) add("role", `role:${role}`);
  for (const group of principal.groups) add("group", `group:${group}`);
  add("everyone", "everyone");
  return matches;
}

/** All that a policy can see of a label and of the match. */
function visibleToPolicies(label: Label, matchedBy: readonly Match[]): string {
  const { classification, integrity, owner, tags = [] } = label;
  return canonicalJson([classification, integrity, owner, tags, matchedBy]);
}

/**
 * Asks the policies for the human first, then for each agent; the first refusal is the answer. An allow names
 * the policies that permitted any of them.
 */
export function decideLabel(
  policy: PolicyEngine,
  principal: Principal,
  agents: readonly Agent[],
  label: Label,
  matchedBy: readonly Match[],
): Decision {
  let decision = policy.decide({ action: "retrieve", actor: principal, principal, label, matchedBy });
  for (const actor of agents) {
    if (decision.type !== "allow") return decision;
    const next = policy.decide({ action: "retrieve", actor, principal, label, matchedBy });
    decision = {
      ...next,
      policies: next.type === "allow" ? union(decision.policies, next.policies) : next.policies,
    };
  }
  return decision;
}

function union(a: readonly PolicyReference[], b: readonly PolicyReference[]): readonly PolicyReference[] {
  return [...new Map([...a, ...b].map((policy) => [policy.id, policy])).values()];
}
