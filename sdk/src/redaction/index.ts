export { createRedactor, type RedactorOptions } from "./create-redactor.ts";
export type { RedactionErrorCode } from "./errors.ts";
export { type Evidence, evidences, type Finding, type Recogniser } from "./finding.ts";
export {
  type DefaultRedactionPolicyOptions,
  defaultRedactionPolicy,
  type RedactionPolicy,
  type RedactionSubject,
} from "./policy.ts";
export { redactStream } from "./redact-stream.ts";
export type {
  Operator,
  RedactedSpan,
  Redaction,
  RedactionOptions,
  RedactionStream,
  Redactor,
  Sink,
} from "./redaction.ts";
