export { retrieveKey } from "./cedar-request.ts";
export { type Consenter, isConsentSufficient, unmetConsents } from "./consent.ts";
export type {
  ApprovalRequirement,
  ConsentRequirement,
  Decision,
  DenyCode,
  PolicyReference,
} from "./decision.ts";
export { createPolicyEngine, type PolicyEngine } from "./engine.ts";
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
export { checkPolicies, defaultPolicyFolder, formatProblem, loadPolicies } from "./load-policies.ts";
export type { PolicyErrorCode } from "./policy-error.ts";
export type { Policy, PolicyProblem, PolicySet } from "./policy-set.ts";
export type { CallFacts, PolicyRequest, ToolFacts } from "./request.ts";
