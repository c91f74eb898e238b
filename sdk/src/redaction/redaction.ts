import type { JsonValue } from "../crypto/index.ts";
import type { Classification, Principal } from "../identity/index.ts";
import type { ExplainedFinding } from "./explained-finding.ts";
import type { Finding } from "./finding.ts";
import type { Pseudonyms } from "./pseudonyms.ts";
import type { Operator, Sink } from "./sink.ts";
import type { RestoreArgumentsOptions, RestoredArguments } from "./vault/restore-arguments.ts";
import type { Restoration, RestorationStream, RestoreOptions, TokenScope } from "./vault/token-scope.ts";

/** What was found, with offsets into the original text (UTF-16, end exclusive). Never holds the value. */
export interface RedactedSpan {
  readonly start: number;
  readonly end: number;
  /** `EMAIL`, `PHONE`, `CARD`, `IBAN`, `SECRET`, … */
  readonly type: string;
  readonly score: number;
  readonly recogniser: string;
  readonly operator: Exclude<Operator, "keep">;
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
  /** Who gets it, for policies that tell recipients apart: the model's provider, or the tool. */
  readonly recipient?: string;
  /** Where values go that policy wants tokenised. Flush it before the text leaves. */
  readonly tokens?: Pick<TokenScope, "tokenise">;
  /** The session's names for values that policy wants pseudonymised. */
  readonly pseudonyms?: Pseudonyms;
}

export interface RestorationOptions
  extends Omit<RedactionOptions, "tokens">,
    Pick<RestoreOptions, "onReveal"> {
  /** The scope that took the values out. */
  readonly tokens: TokenScope;
}

export interface Redactor {
  /**
   * Linear in the length of `text`, idempotent.
   *
   * @throws {SallyportError} `ERR_REDACTION_RECOGNISER` when a recogniser fails, `ERR_REDACTION_OPERATOR_UNAVAILABLE`
   * when policy asks for what the options lack: nothing may leave then.
   */
  redact(text: string, options: RedactionOptions): Redaction;
  /**
   * Redacts every string in a JSON value, keys included, and keeps its shape. A number that must not be shown
   * becomes its placeholder, a string.
   *
   * @throws {SallyportError} `ERR_REDACTION_NOT_JSON`, `ERR_REDACTION_RECOGNISER`.
   */
  redactJson<T>(value: T, options: RedactionOptions): T;
  /** Every proposal of every recogniser with its evidence and its fate. */
  explain(text: string, options: RedactionOptions): readonly ExplainedFinding[];
  /** Everything that is recognised, whatever policy would do with it. */
  find(text: string): readonly Finding[];
  /** For text that arrives in pieces: the same result as {@link redact} on the whole, however it is cut. */
  stream(options: RedactionOptions): RedactionStream;
  /**
   * Puts the values back that tokens stand for, as far as policy would have kept them for this reader; the others
   * become `[TYPE]`. On the way back, after {@link redact}.
   */
  restore(text: string, options: RestorationOptions): Promise<Restoration>;
  /** The same for text that arrives in pieces, as {@link stream} hands it out. */
  openRestoration(options: RestorationOptions): RestorationStream;
  /** What a tool gets for the tokens in its arguments; see {@link RestoredArguments}. */
  restoreArguments(value: JsonValue, options: RestoreArgumentsOptions): Promise<RestoredArguments>;
}

export interface RedactionStream {
  /** Takes the next piece; returns what is safe to show by now, which may be nothing. */
  push(chunk: string): string;
  /** Returns the rest. */
  end(): string;
}
