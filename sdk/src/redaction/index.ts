export { type CedarRedactionPolicyOptions, cedarRedactionPolicy } from "./cedar-policy.ts";
export { createRedactor, type RedactorOptions } from "./create-redactor.ts";
export { type Canary, createCanary, findCanaries } from "./dlp/canary.ts";
export {
  createDataLossInspector,
  type DataLossAction,
  type DataLossInspector,
  type DataLossOptions,
  type DataLossReason,
  type DataLossRule,
  type DataLossVerdict,
  defaultDataLossRules,
} from "./dlp/data-loss-rules.ts";
export {
  guardStream,
  openStreamGuard,
  type StreamGuard,
  type StreamGuardOptions,
} from "./dlp/guard-stream.ts";
export type { RedactionErrorCode } from "./errors.ts";
export type { ExplainedFinding } from "./explained-finding.ts";
export type { Evidence, Finding, Recogniser } from "./finding.ts";
export {
  type DefaultRedactionPolicyOptions,
  defaultRedactionPolicy,
  type RedactionPolicy,
  type RedactionSubject,
  type Restoring,
} from "./policy.ts";
export { createPseudonyms, type Pseudonyms } from "./pseudonyms.ts";
export type { KnownValues } from "./recognisers/known-value.ts";
export { type PatternRecogniserOptions, patternRecogniser } from "./recognisers/pattern.ts";
export { redactPath } from "./redact-path.ts";
export { redactStream } from "./redact-stream.ts";
export type {
  RedactedSpan,
  Redaction,
  RedactionOptions,
  RedactionStream,
  Redactor,
  RestorationOptions,
} from "./redaction.ts";
export type { Scan, Window } from "./scan.ts";
export type { Operator, Sink } from "./sink.ts";
export type { ScopeName, VaultKey } from "./vault/key-ring.ts";
export type { RestoreArgumentsOptions, RestoredArguments } from "./vault/restore-arguments.ts";
export type {
  Restoration,
  RestorationStream,
  RestoreOptions,
  Reveal,
  TokenScope,
} from "./vault/token-scope.ts";
export { openVault, type Vault, type VaultOptions } from "./vault/vault.ts";
export { vaultKeyFrom } from "./vault/vault-key.ts";
