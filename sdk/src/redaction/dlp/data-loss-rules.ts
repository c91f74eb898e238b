import { SallyportError } from "../../errors.ts";
import type { RedactionErrorCode } from "../errors.ts";
import type { RedactionOptions, Redactor } from "../redaction.ts";
import type { Sink } from "../sink.ts";
import { type Canary, findCanaries } from "./canary.ts";

/** In rising order of severity; the most severe rule that applies decides. */
export const dataLossActions = ["allow", "redact", "ask", "block"] as const;
export type DataLossAction = (typeof dataLossActions)[number];

/** When texts on the way to certain sinks hold certain values, or many of them. */
export interface DataLossRule {
  readonly id: string;
  /** Types of values; `*` for all. */
  readonly types: readonly string[];
  /** Everywhere when not given. */
  readonly sinks?: readonly Sink[];
  /** How many different values it takes; 1 when not given. */
  readonly atLeast?: number;
  readonly action: Exclude<DataLossAction, "allow">;
}

export interface DataLossVerdict {
  readonly action: DataLossAction;
  /** What may go on: the text itself, or redacted; undefined when nothing may. */
  readonly text?: string;
  /** Which rules and canaries spoke, most severe first. Never holds a value. */
  readonly reasons: readonly DataLossReason[];
}

export interface DataLossReason {
  readonly rule: string;
  readonly action: DataLossAction;
  /** For people: "12 different values of CARD, at least 5 are too many". */
  readonly message: string;
}

export interface DataLossOptions {
  readonly redactor: Redactor;
  readonly rules: readonly DataLossRule[];
  readonly canaries?: readonly Canary[];
}

/** Secrets never leave; an export of personal data needs a person's consent; canaries stop everything. */
export const defaultDataLossRules: readonly DataLossRule[] = [
  { id: "secret", types: ["SECRET"], action: "redact" },
  {
    id: "bulk-personal-data",
    types: ["CARD", "IBAN", "EMAIL", "PHONE", "US_SSN"],
    atLeast: 25,
    action: "ask",
  },
];

export interface DataLossInspector {
  /** @throws {SallyportError} as {@link Redactor.redact} does: nothing may leave then. */
  inspect(text: string, options: RedactionOptions): DataLossVerdict;
}

/**
 * Decides over answers and tool arguments as a whole: what redaction does value by value, this does by kind, number and
 * canary.
 *
 * @throws {SallyportError} `ERR_REDACTION_BAD_RULE`.
 */
export function createDataLossInspector({
  redactor,
  rules,
  canaries = [],
}: DataLossOptions): DataLossInspector {
  for (const { id, types, atLeast = 1 } of rules) {
    if (types.length === 0) throw badRule(id, "names no types");
    if (!Number.isInteger(atLeast) || atLeast < 1)
      throw badRule(id, "has an `atLeast` that isn't a whole number above 0");
  }
  for (const { id, value } of canaries)
    if (value.replace(/[^\p{L}\p{N}]/gu, "").length < 12)
      throw badRule(id, "is a canary of fewer than 12 letters and digits");

  return {
    inspect(text, options) {
      const { action, reasons } = mostSevere([
        ...canaryReasons(findCanaries(text, canaries)),
        ...ruleReasons(text, options, redactor, rules),
      ]);
      if (action === "block") return { action, reasons };
      // What a person is asked about is shown to them redacted, too.
      return { action, reasons, text: action === "allow" ? text : redactor.redact(text, options).text };
    },
  };
}

/** Sorted, with what follows from them. */
export function mostSevere(reasons: readonly DataLossReason[]): DataLossVerdict {
  const sorted = [...reasons].sort(
    (a, b) => dataLossActions.indexOf(b.action) - dataLossActions.indexOf(a.action),
  );
  return { action: sorted[0]?.action ?? "allow", reasons: sorted };
}

export function canaryReasons(found: readonly Canary[]): readonly DataLossReason[] {
  return found.map(({ id }) => ({
    rule: `canary:${id}`,
    action: "block",
    message: `The text repeats the canary ${id}.`,
  }));
}

function ruleReasons(
  text: string,
  { sink }: RedactionOptions,
  redactor: Redactor,
  rules: readonly DataLossRule[],
): readonly DataLossReason[] {
  const applying = rules.filter(({ sinks }) => sinks === undefined || sinks.includes(sink));
  if (applying.length === 0) return [];
  const seen = new Set(valuesIn(text, redactor).map(({ value }) => value));
  return applying.flatMap((rule) => reasonFor(rule, seen) ?? []);
}

/** Values as rules count them: `TYPE value`, however it is written. */
export function valuesIn(text: string, redactor: Redactor): readonly { value: string; end: number }[] {
  return redactor.find(text).map(({ type, start, end }) => {
    const value = text.slice(start, end).toLowerCase();
    return { value: `${type} ${value.replace(/[^\p{L}\p{N}@]/gu, "")}`, end };
  });
}

/** What a rule says to these different values, if it applies. */
export function reasonFor(
  { id, types, atLeast = 1, action }: DataLossRule,
  seen: ReadonlySet<string>,
): DataLossReason | undefined {
  let count = 0;
  for (const value of seen)
    if (types.includes("*") || types.includes(value.slice(0, value.indexOf(" ")))) count++;
  if (count < atLeast) return undefined;
  const message = `${count} different values of ${types.join(", ")}; ${atLeast} are enough to ${action}.`;
  return { rule: id, action, message };
}

function badRule(id: string, found: string): SallyportError<RedactionErrorCode> {
  return new SallyportError({
    code: "ERR_REDACTION_BAD_RULE",
    message: `The data loss rule ${id} ${found}.`,
    hint: "See docs/redaction.md for what rules look like.",
  });
}
