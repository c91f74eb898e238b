import type { CountryCode } from "libphonenumber-js/max";
import { type Analysis, analyse } from "./analyse.ts";
import { applyEdits } from "./edits.ts";
import type { Recogniser } from "./finding.ts";
import { replacementFor } from "./operators.ts";
import { placeholderPattern } from "./placeholder.ts";
import { defaultRedactionPolicy, type RedactionPolicy } from "./policy.ts";
import { builtInRecognisers } from "./recognisers/built-in.ts";
import { redactJson } from "./redact-json.ts";
import { openRedactionStream } from "./redact-stream.ts";
import { type Redacted, redactUntilStable } from "./redact-until-stable.ts";
import type { RedactionOptions, Redactor } from "./redaction.ts";

export interface RedactorOptions {
  /** What happens to which type, for whom and where. */
  readonly policy?: RedactionPolicy;
  /** Besides the built-in ones. */
  readonly recognisers?: readonly Recogniser[];
  /** Countries whose local telephone numbers count without a word of context. */
  readonly phoneRegions?: readonly CountryCode[];
  /** Exact values that stay: your own support address, your published number. Secrets are never among them. */
  readonly allow?: readonly string[];
  /** The score from which a finding of a type counts, where it isn't 0.5. */
  readonly thresholds?: Readonly<Record<string, number>>;
}

/** Large countries, and some whose numbers look like no other's: each more costs time and false alarms. */
const defaultPhoneRegions: readonly CountryCode[] = [
  "US",
  "GB",
  "DE",
  "FR",
  "IT",
  "ES",
  "IN",
  "AU",
  "TR",
  "PH",
];

/** A redactor with every built-in recogniser. One serves all tenants and sinks; it keeps nothing between calls. */
export function createRedactor(options: RedactorOptions = {}): Redactor {
  const { policy = defaultRedactionPolicy(), thresholds = {}, phoneRegions = defaultPhoneRegions } = options;
  const recognisers = [...builtInRecognisers(phoneRegions), ...(options.recognisers ?? [])];
  const types = [...new Set(recognisers.flatMap((recogniser) => recogniser.types))];
  const allowed = new Set(options.allow);
  const everything: Analysis = {
    recognisers,
    placeholders: placeholderPattern(types),
    accepts: ({ type, score }, value) =>
      score >= (thresholds[type] ?? 0.5) && (type === "SECRET" || !allowed.has(value)),
  };

  function redactionsOf(text: string, options: RedactionOptions): readonly Redacted[] {
    const operators = new Map(types.map((type) => [type, policy.operatorFor({ ...options, type })]));
    // A kept value must not shield an overlapping one that isn't kept, so kept types don't take part at all.
    const isRedacted = (type: string) => operators.get(type) !== "keep";
    const analysis: Analysis = {
      ...everything,
      recognisers: recognisers.filter((recogniser) => recogniser.types.some(isRedacted)),
      accepts: (finding, value) => isRedacted(finding.type) && everything.accepts(finding, value),
    };
    return redactUntilStable(text, analysis, (value, type) => {
      const operator = operators.get(type);
      if (operator === undefined || operator === "keep")
        return { operator: "replace", replacement: `[${type}]` };
      return { operator, replacement: replacementFor(operator, type, value) };
    });
  }

  return {
    redact(text, options) {
      const redactions = redactionsOf(text, options);
      return { text: applyEdits(text, redactions), spans: redactions.map(({ span }) => span) };
    },
    redactJson: (value, options) => redactJson(value, (text) => redactionsOf(text, options)),
    find: (text) => analyse(text, everything),
    stream: (options) => openRedactionStream((text) => redactionsOf(text, options)),
  };
}
