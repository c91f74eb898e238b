import type { CountryCode } from "libphonenumber-js/max";
import { SallyportError } from "../errors.ts";
import { type Analysis, analyse, positionAfter } from "./analyse.ts";
import { applyEdits } from "./edits.ts";
import type { RedactionErrorCode } from "./errors.ts";
import { explain } from "./explain.ts";
import type { Recogniser } from "./finding.ts";
import { replacementFor } from "./operators.ts";
import { perCaller } from "./per-caller.ts";
import { placeholderPattern, withoutOpaque } from "./placeholder.ts";
import { defaultRedactionPolicy, type RedactionPolicy } from "./policy.ts";
import { builtInRecognisers } from "./recognisers/built-in.ts";
import { type KnownValues, knownValueRecogniser } from "./recognisers/known-value.ts";
import { type Redactions, redactJson } from "./redact-json.ts";
import { openRedactionStream } from "./redact-stream.ts";
import { type Replacement, redactUntilStable } from "./redact-until-stable.ts";
import type { RedactionOptions, Redactor, RestorationOptions } from "./redaction.ts";
import { restoreArguments } from "./vault/restore-arguments.ts";
import type { RestoreOptions } from "./vault/token-scope.ts";
import { weighWith } from "./weigh.ts";

export interface RedactorOptions {
  /** What happens to which type, for whom and where. */
  readonly policy?: RedactionPolicy;
  /** Besides the built-in ones; see {@link patternRecogniser}. */
  readonly recognisers?: readonly Recogniser[];
  /** Values that are found wherever they stand, under types of your own choosing: policy decides by type here, too. */
  readonly deny?: KnownValues;
  /** Exact values that stay: your own support address, your published number. Secrets are never among them. */
  readonly allow?: readonly string[];
  /** The score from which a finding of a type counts, where it isn't 0.5. */
  readonly thresholds?: Readonly<Record<string, number>>;
  /** Words that, near a weak finding of a type, strengthen it. */
  readonly contextWords?: Readonly<Record<string, readonly string[]>>;
  /** Countries whose local telephone numbers count without a word of context. */
  readonly phoneRegions?: readonly CountryCode[];
  /** For the `hash` operator: 32 bytes or more, so that nobody can try values out. One tenant's, not all tenants'. */
  readonly hashKey?: Uint8Array;
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

/**
 * A redactor with every built-in recogniser. One serves all sinks and readers; it keeps nothing between calls.
 *
 * @throws {SallyportError} `ERR_REDACTION_HASH_KEY`.
 */
export function createRedactor(options: RedactorOptions = {}): Redactor {
  const { policy = defaultRedactionPolicy(), thresholds = {}, allow = [], deny = {}, hashKey } = options;
  if (hashKey !== undefined && hashKey.length < 32) throw shortHashKey();
  const recognisers = [
    knownValueRecogniser(deny),
    ...builtInRecognisers(options.phoneRegions ?? defaultPhoneRegions),
    ...(options.recognisers ?? []),
  ];
  const types = [...new Set(recognisers.flatMap((recogniser) => recogniser.types))];
  const allowed = new Set(allow);
  const { weigh, isContext } = weighWith(options.contextWords ?? {});
  const announcedAmong = (some: readonly Recogniser[]) => (name: string) =>
    some.filter(
      ({ announcedBy, types }) => announcedBy?.test(name) || types.some((type) => isContext(type, name)),
    );
  const everything: Analysis = {
    recognisers,
    placeholders: placeholderPattern(types),
    announced: announcedAmong(recognisers),
    weigh,
    objection({ type, score, evidence }, value) {
      const threshold = thresholds[type] ?? 0.5;
      if (evidence === "known") return undefined;
      if (score < threshold) return `below the threshold ${threshold}`;
      return type !== "SECRET" && allowed.has(value) ? "on the allow list" : undefined;
    },
  };

  /** A kept value must not shield an overlapping one that isn't kept, so kept types don't take part at all. */
  function analysisWithout(isKept: (type: string) => boolean): Analysis {
    const asked = recognisers.filter((recogniser) => !recogniser.types.every(isKept));
    return {
      ...everything,
      recognisers: asked,
      announced: announcedAmong(asked),
      objection: (finding, value) =>
        isKept(finding.type) ? "kept by policy" : everything.objection(finding, value),
    };
  }

  const planFor = perCaller(policy, (options) => {
    const operators = new Map(types.map((type) => [type, policy.operatorFor({ ...options, type })]));
    return { operators, analysis: analysisWithout((type) => operators.get(type) === "keep") };
  });

  /** Asks the policy once per type, for any number of texts. */
  function redactionsWith(options: RedactionOptions): Redactions {
    const { operators, analysis } = planFor(options);
    function replace(value: string | number, type: string): Replacement {
      const chosen = operators.get(type);
      // What a recogniser proposes without having declared it was never asked about.
      const operator = chosen === undefined || chosen === "keep" ? "replace" : chosen;
      return { operator, replacement: replacementFor(operator, type, value, { ...options, hashKey }) };
    }
    return {
      findIn: (text, from) => redactUntilStable(text, analysis, replace, from),
      positionAfter: (text, from) => positionAfter(withoutOpaque(text), analysis, from),
      replace,
    };
  }

  function revealing({ tokens: _, onReveal, ...options }: RestorationOptions): RestoreOptions {
    const isEntitled = (type: string) => policy.operatorFor({ ...options, type }) === "keep";
    return { isEntitled, ...(onReveal && { onReveal }) };
  }

  return {
    redact(text, options) {
      const redactions = redactionsWith(options).findIn(text);
      return { text: applyEdits(text, redactions), spans: redactions.map(({ span }) => span) };
    },
    redactJson: (value, options) => redactJson(value, redactionsWith(options)),
    find: (text) => analyse(withoutOpaque(text), everything),
    explain: (text, options) => explain(text, everything, (type) => policy.operatorFor({ ...options, type })),
    stream: (options) => openRedactionStream(redactionsWith(options)),
    restore: (text, options) => options.tokens.restore(text, revealing(options)),
    openRestoration: (options) => options.tokens.openRestoration(revealing(options)),
    restoreArguments: (value, options) => restoreArguments(value, policy, options),
  };
}

function shortHashKey(): SallyportError<RedactionErrorCode> {
  return new SallyportError({
    code: "ERR_REDACTION_HASH_KEY",
    message: "The hash key has fewer than 32 bytes.",
    hint: "Make one with crypto.randomBytes(32) and keep it with your other keys.",
  });
}
