export type { RedactedSpan, Redaction, RedactionOptions, Redactor, Sink } from "./redaction.ts";
