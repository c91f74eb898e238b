import type { Principal } from "../identity/index.ts";
import type { PolicyEngine } from "../policy/index.ts";
import {
  type DefaultRedactionPolicyOptions,
  defaultRedactionPolicy,
  hide,
  type RedactionPolicy,
  type RedactionSubject,
} from "./policy.ts";
import type { Operator } from "./redaction.ts";

export interface CedarRedactionPolicyOptions extends Pick<DefaultRedactionPolicyOptions, "operators"> {
  readonly engine: PolicyEngine;
}

/** Where nobody in particular reads, such as logs: in no tenant, with no role. */
const nobody: Principal = {
  type: "user",
  id: "nobody",
  tenant: "nobody",
  roles: [],
  groups: [],
  clearance: "public",
};

/**
 * Asks Cedar (`reveal` on a type of data, docs/redaction.md) who sees what, where. What a policy permits is kept, what
 * one forbids or what can't be evaluated is redacted; where no policy says anything, {@link defaultRedactionPolicy}
 * holds. Secrets are never asked about. Answers are kept for as long as the policy set stays the same.
 */
export function cedarRedactionPolicy({
  engine,
  operators = {},
}: CedarRedactionPolicyOptions): RedactionPolicy {
  const silent = defaultRedactionPolicy({ operators });
  let answers = new WeakMap<Principal, Map<string, Operator>>();
  let policyHash = engine.policyHash;

  function decide(subject: RedactionSubject): Operator {
    if (subject.type === "SECRET") return silent.operatorFor(subject);
    const decision = engine.decide({ action: "reveal", actor: subject.reader ?? nobody, data: subject });
    if (decision.type === "allow") return "keep";
    const isSilent = decision.type === "deny" && decision.code === "not-permitted";
    return isSilent ? silent.operatorFor(subject) : hide(subject.sink, operators);
  }

  return {
    operatorFor(subject) {
      if (policyHash !== engine.policyHash) {
        answers = new WeakMap();
        policyHash = engine.policyHash;
      }
      const { type, sink, classification, recipient, restoring, reader = nobody } = subject;
      const known = answers.get(reader) ?? new Map<string, Operator>();
      answers.set(reader, known);
      const key = JSON.stringify([type, sink, classification, recipient, restoring]);
      const operator = known.get(key) ?? decide(subject);
      known.set(key, operator);
      return operator;
    },
  };
}
