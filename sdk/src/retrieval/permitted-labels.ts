import { type Agent, type Classification, classifications, type Principal } from "../identity/index.ts";
import type { Decision, Label, PolicyEngine, PolicyReference, ReaderMatch } from "../policy/index.ts";
import { type LabelTable, matchBits } from "./label-table.ts";

/** Everyone through whom the question comes: the human, then each agent of the chain. All must be allowed. */
export interface Actors {
  readonly principal: Principal;
  readonly agents: readonly Agent[];
  /** The highest classification that the delegation leaves to the last of them. */
  readonly clearance: Classification;
}

/** A label that these actors may read, and why. */
export interface PermittedLabel {
  readonly label: Label;
  /** How the principal matched the label's readers. */
  readonly matchedBy: readonly ReaderMatch[];
  readonly policies: readonly PolicyReference[];
}

/** The labels that some actors may read, by the table's numbers. */
export interface PermittedLabels {
  /** 1 at the numbers of permitted labels; documents may carry a label that another one has replaced. */
  readonly flags: Uint8Array;
  /** How many labels; replaced ones are not counted. */
  readonly count: number;
  readonly policies: readonly PolicyReference[];
  /** What was decided, by how the label looks to policies and how it names the principal. */
  readonly decisions: ReadonlyMap<number, Decision>;
  /** False when the policy engine failed on some label, which is denied then. */
  readonly isComplete: boolean;
  /** What permits reading documents that carry this label id. */
  find(labelId: string): PermittedLabel | undefined;
}

/**
 * The labels that name the principal as a reader and that policy lets every actor retrieve. Labels that look
 * the same to every policy are decided once, so that thousands of labels cost a handful of decisions. `earlier`
 * are decisions of the same engine about the same actors, with this table.
 */
export function findPermittedLabels(
  table: LabelTable,
  policy: PolicyEngine,
  actors: Actors,
  revoked: ReadonlySet<string>,
  earlier: ReadonlyMap<number, Decision> = new Map(),
): PermittedLabels {
  const { principal, agents, clearance } = actors;
  const cleared = classifications.slice(0, classifications.indexOf(clearance) + 1);
  const matches = matchByIndex(table, principal);
  const decisions = new Map<number, Decision>();
  const decide = (number: number): Decision => {
    const look = table.kindOf(number) * 16 + matches[number]!;
    const known = decisions.get(look);
    if (known !== undefined) return known;
    const decision =
      earlier.get(look) ??
      decideLabel(policy, principal, agents, table.label(number), matchesOf(matches[number]!));
    decisions.set(look, decision);
    return decision;
  };
  const withdrawn = new Set([...revoked].map((id) => table.numberOf(id)));
  const isPermitted = (number: number): boolean => {
    if (matches[number] === 0 || withdrawn.has(number)) return false;
    const { tenant, classification } = table.label(number);
    if (tenant !== principal.tenant || !cleared.includes(classification)) return false;
    return decide(number).type === "allow";
  };

  const flags = new Uint8Array(table.size + 1);
  let count = 0;
  for (let number = 1; number <= table.size; number++) {
    if (table.replacements.has(number) || !isPermitted(number)) continue;
    flags[number] = 1;
    count++;
  }
  // A document whose row still names the label that was replaced has the new one's readers.
  for (const [old, number] of table.replacements) {
    if (flags[number] === 1 && !withdrawn.has(old)) flags[old] = 1;
  }
  return {
    flags,
    count,
    policies: allowing(decisions.values()),
    decisions,
    isComplete: ![...decisions.values()].some(isFault),
    find(labelId) {
      const carried = table.numberOf(labelId);
      if (flags[carried] !== 1) return undefined;
      const number = table.replacements.get(carried) ?? carried;
      const { policies } = decide(number);
      return { label: table.label(number), matchedBy: matchesOf(matches[number]!), policies };
    },
  };
}

/** By the inverted index: for each label's number, how it names the principal; 0 when it doesn't. */
function matchByIndex(table: LabelTable, principal: Principal): Uint8Array {
  const matches = new Uint8Array(table.size + 1);
  const add = (match: ReaderMatch, subject: string) => {
    for (const number of table.naming(subject)) matches[number]! |= matchBits[match];
  };
  add("user", `user:${principal.id}`);
  for (const role of principal.roles) add("role", `role:${role}`);
  for (const group of principal.groups) add("group", `group:${group}`);
  add("everyone", "everyone");
  return matches;
}

function matchesOf(bits: number): ReaderMatch[] {
  return (Object.keys(matchBits) as ReaderMatch[]).filter((match) => (bits & matchBits[match]) !== 0);
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
  matchedBy: readonly ReaderMatch[],
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

function isFault(decision: Decision): boolean {
  return decision.type === "deny" && decision.code === "not-evaluable";
}

function allowing(decisions: Iterable<Decision>): readonly PolicyReference[] {
  let policies: readonly PolicyReference[] = [];
  for (const decision of decisions)
    if (decision.type === "allow") policies = union(policies, decision.policies);
  return policies;
}

function union(a: readonly PolicyReference[], b: readonly PolicyReference[]): readonly PolicyReference[] {
  return [...new Map([...a, ...b].map((policy) => [policy.id, policy])).values()];
}
