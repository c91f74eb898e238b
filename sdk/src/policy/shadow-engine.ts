import type { Decision, ShadowDecision } from "./decision.ts";
import type { PolicyEngine } from "./engine.ts";
import type { PolicyRequest } from "./request.ts";

/** One way in which a set on trial decides otherwise, and how often it did. */
export interface ShadowDifference {
  readonly action: PolicyRequest["action"];
  /** For call_tool: the tool. */
  readonly tool?: string;
  readonly enforced: ShadowDecision["outcome"];
  readonly candidate: ShadowDecision["outcome"];
  /** Ids of the policies that decided: the candidate's, or the enforced ones where it has none. */
  readonly policies: readonly string[];
  readonly count: number;
}

export interface ShadowReport {
  readonly decisions: number;
  readonly differing: number;
  /** The most frequent first. */
  readonly differences: readonly ShadowDifference[];
}

export interface ShadowEngine extends PolicyEngine {
  report(): ShadowReport;
}

/** Kinds of difference that are told apart; more would only be counted. */
const mostKinds = 1000;

/**
 * Tries a policy set on real traffic: `enforced` decides alone, and each of its decisions carries what
 * `candidate` would have decided. Whatever the candidate does, it changes no decision.
 */
export function createShadowEngine(options: {
  readonly enforced: PolicyEngine;
  readonly candidate: PolicyEngine;
}): ShadowEngine {
  const { enforced, candidate } = options;
  const kinds = new Map<string, ShadowDifference>();
  let decisions = 0;
  let differing = 0;

  function count(request: PolicyRequest, decision: Decision, shadow: ShadowDecision): void {
    decisions++;
    if (!shadow.differs) return;
    differing++;
    const kind = {
      action: request.action,
      ...(request.action === "call_tool" && { tool: request.tool.name }),
      enforced: outcomeOf(decision),
      candidate: shadow.outcome,
      policies: (shadow.policies.length > 0 ? shadow.policies : decision.policies).map(({ id }) => id),
    };
    const key = JSON.stringify(kind);
    const known = kinds.get(key);
    if (known || kinds.size < mostKinds) kinds.set(key, { ...kind, count: (known?.count ?? 0) + 1 });
  }

  return {
    get policyHash() {
      return enforced.policyHash;
    },
    decide(request) {
      const decision = enforced.decide(request);
      try {
        const shadow = shadowOf(decision, candidate.decide(request));
        count(request, decision, shadow);
        return { ...decision, shadow };
      } catch {
        // Neither a candidate that throws nor a request that cannot be read costs the decision.
        return decision;
      }
    },
    report() {
      const differences = [...kinds.values()].sort((one, other) => other.count - one.count);
      return { decisions, differing, differences };
    },
  };
}

/** The report for a terminal. */
export function renderShadowReport({ decisions, differing, differences }: ShadowReport): string {
  const lines = differences.map(({ action, tool, enforced, candidate, policies, count }) => {
    const question = tool === undefined ? action : `${action} ${tool}`;
    const ids = policies.join(", ") || "no policy";
    return `${String(count).padStart(7)}  ${question}: ${enforced} → ${candidate}  (${ids})`;
  });
  return [`${differing} of ${decisions} decisions would differ`, ...lines].join("\n");
}

function shadowOf(enforced: Decision, candidate: Decision): ShadowDecision {
  const { policies, policyHash } = candidate;
  return {
    outcome: outcomeOf(candidate),
    policies,
    policyHash,
    differs: effect(enforced) !== effect(candidate),
  };
}

function outcomeOf(decision: Decision): ShadowDecision["outcome"] {
  return decision.type === "deny" ? decision.code : decision.type;
}

/** All that the asker would notice. */
function effect(decision: Decision): string {
  return JSON.stringify([outcomeOf(decision), decision.type === "needs_approval" && decision.approval]);
}
