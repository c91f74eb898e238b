import type { Classification, Principal } from "../identity/index.ts";

/** Where the text goes. */
export type Sink = "context" | "answer" | "tool-arguments" | "tool-result" | "card" | "log" | "receipt";

/** What was found, with offsets into the original text (UTF-16, end exclusive). Never holds the value. */
export interface RedactedSpan {
  readonly start: number;
  readonly end: number;
  /** `EMAIL`, `PHONE`, `CARD`, `IBAN`, `SECRET`, … */
  readonly type: string;
  readonly score: number;
  readonly recogniser: string;
  readonly operator: "replace" | "mask" | "hash" | "tokenise" | "drop";
}

export interface Redaction {
  readonly text: string;
  readonly spans: readonly RedactedSpan[];
}

export interface RedactionOptions {
  readonly sink: Sink;
  /** Who will see it; entitlements may keep what others see redacted. */
  readonly reader?: Principal;
  readonly classification?: Classification;
}

export interface Redactor {
  /** Linear in the length of `text`, idempotent. */
  redact(text: string, options: RedactionOptions): Redaction;
  /** Redacts every string in a JSON value, keys included, and keeps its shape. */
  redactJson<T>(value: T, options: RedactionOptions): T;
}
