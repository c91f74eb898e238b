import type { Principal } from "../identity/index.ts";
import type { PolicyEngine } from "../policy/index.ts";
import {
  type DefaultRedactionPolicyOptions,
  defaultRedactionPolicy,
  hide,
  type RedactionPolicy,
  type RedactionSubject,
} from "./policy.ts";
import type { Operator } from "./sink.ts";

export interface CedarRedactionPolicyOptions extends Pick<DefaultRedactionPolicyOptions, "operators"> {
  readonly engine: PolicyEngine;
}

/** About a hundred kinds of data each, for readers, sinks and classifications. */
const mostAnswers = 50_000;

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
  const readerKeys = new WeakMap<Principal, string>();
  const answers = new Map<string, Operator>();
  let policyHash = engine.policyHash;

  function decide(subject: RedactionSubject): Operator {
    if (subject.type === "SECRET") return silent.operatorFor(subject);
    const decision = engine.decide({ action: "reveal", actor: subject.reader ?? nobody, data: subject });
    if (decision.type === "allow") return "keep";
    const isSilent = decision.type === "deny" && decision.code === "not-permitted";
    return isSilent ? silent.operatorFor(subject) : hide(subject.sink, operators);
  }

  return {
    get revision() {
      return engine.policyHash;
    },
    operatorFor(subject) {
      if (policyHash !== engine.policyHash || answers.size > mostAnswers) {
        answers.clear();
        policyHash = engine.policyHash;
      }
      const { type, sink, classification, recipient, restoring, reader = nobody } = subject;
      const readerKey = readerKeys.get(reader) ?? JSON.stringify(reader);
      readerKeys.set(reader, readerKey);
      const key = JSON.stringify([type, sink, classification, recipient, restoring, readerKey]);
      const operator = answers.get(key) ?? decide(subject);
      answers.set(key, operator);
      return operator;
    },
  };
}
