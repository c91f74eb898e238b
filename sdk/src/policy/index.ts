export { retrieveKey } from "./cedar-request.ts";
export { combineApprovals } from "./combine-approvals.ts";
export { type Consenter, isConsentSufficient, unmetConsents } from "./consent.ts";
export type {
  ApprovalRequirement,
  ConsentRequirement,
  Decision,
  DenyCode,
  PolicyReference,
  ShadowDecision,
} from "./decision.ts";
export { createPolicyEngine, type PolicyEngine } from "./engine.ts";
export { type Explanation, explainDecision, type NearPermit, renderDecision } from "./explain.ts";
export {
  createLabel,
  type Integrity,
  integrities,
  type Label,
  type LabelInput,
  labelId,
  labelSchema,
  parseLabel,
  type Readers,
} from "./label.ts";
export { checkPolicies, defaultPolicyFolder, loadPolicies } from "./load-policies.ts";
export { matchReaders, type ReaderMatch } from "./match-readers.ts";
export { formatProblem } from "./parse-policies.ts";
export type { PoliciesEnacted, PoliciesRefused, PolicyChange } from "./policy-change.ts";
export type { PolicyErrorCode } from "./policy-error.ts";
export type { Policy, PolicyProblem, PolicySet } from "./policy-set.ts";
export type { CallFacts, DataFacts, PolicyRequest, ToolFacts } from "./request.ts";
export {
  type PolicyTestReport,
  type PolicyTestResult,
  renderPolicyTests,
  runPolicyTests,
} from "./run-policy-tests.ts";
export {
  createShadowEngine,
  renderShadowReport,
  type ShadowDifference,
  type ShadowEngine,
  type ShadowReport,
} from "./shadow-engine.ts";
export { callFactsSchema } from "./test-file.ts";
export { type WatchedPolicies, type WatchOptions, watchPolicies } from "./watch-policies.ts";
