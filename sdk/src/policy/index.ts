export { type Consenter, isConsentSufficient, unmetConsents } from "./consent.ts";
export type {
  ApprovalRequirement,
  ConsentRequirement,
  Decision,
  DenyCode,
  PolicyReference,
} from "./decision.ts";
export { type Integrity, integrities, type Label, type Readers } from "./label.ts";
export type { CallFacts, PolicyRequest, ToolFacts } from "./request.ts";
