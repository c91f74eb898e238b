import type { Classification, Principal } from "../identity/index.ts";
import type { Operator, Sink } from "./sink.ts";

/** One question to the policy: what to do with values of this type, on their way to this reader and place. */
export interface RedactionSubject {
  readonly type: string;
  readonly sink: Sink;
  readonly reader?: Principal;
  readonly classification?: Classification;
  /** Who gets it: the model's provider, or the tool. */
  readonly recipient?: string;
  /** Given when a token in a tool's arguments asks for its value: `keep` puts it back. */
  readonly restoring?: Restoring;
}

/** Where in a tool's arguments a token stands. */
export interface Restoring {
  /** Whom the tool's effect reaches. */
  readonly audience: "principal" | "tenant" | "external";
  /** Alone in an argument that steers the effect (an account, an address), or anywhere else: in a text. */
  readonly place: "steering" | "text";
}

/** Decides per type, never per value. It must be a pure function of its subject. */
export interface RedactionPolicy {
  operatorFor(subject: RedactionSubject): Operator;
  /** While it stays the same, so do the answers, and may be remembered. Without it every call asks again. */
  readonly revision?: string;
}

export interface DefaultRedactionPolicyOptions {
  /** Whether this reader may see values of this type in clear. Without it nobody may. Secrets are never shown. */
  readonly isEntitled?: (subject: RedactionSubject & { readonly reader: Principal }) => boolean;
  /** Another operator for personal data on the way to a sink, such as `{context: "tokenise"}`. */
  readonly operators?: Partial<Readonly<Record<Sink, Exclude<Operator, "keep">>>>;
}

/**
 * - Secrets: replaced everywhere, for everyone.
 * - Personal data: replaced in contexts, answers and tool results unless the reader is entitled to it; masked on
 *   approval cards; replaced in logs and receipts, whoever reads them.
 * - Names of people, organisations and places, and plain URLs: replaced in logs and receipts, kept elsewhere: an
 *   agent that can't tell people apart can't work.
 * - Tool arguments keep personal data: the gate checks where each came from and where it goes. Tokens in them are
 *   restored where they steer the tool's effect; in texts only for a reader who is entitled to the value.
 */
export function defaultRedactionPolicy(options: DefaultRedactionPolicyOptions = {}): RedactionPolicy {
  const { isEntitled, operators = {} } = options;
  return {
    // Whom a caller's function entitles may change at any time.
    ...(isEntitled === undefined && { revision: "default" }),
    operatorFor(subject) {
      const { type, sink, reader, restoring } = subject;
      if (type === "SECRET") return "replace";
      if (sink === "log" || sink === "receipt") return type === "URL" ? "keep" : hide(sink, operators);
      if (sink === "tool-arguments" && restoring?.place !== "text") return "keep";
      if (names.has(type)) return "keep";
      if (reader !== undefined && isEntitled?.({ ...subject, reader })) return "keep";
      return hide(sink, operators);
    },
  };
}

/** What happens on the way to a sink to what must not be seen there. */
export function hide(
  sink: Sink,
  operators: NonNullable<DefaultRedactionPolicyOptions["operators"]>,
): Exclude<Operator, "keep"> {
  return operators[sink] ?? (sink === "card" ? "mask" : "replace");
}

const names = new Set(["PERSON", "ORGANIZATION", "LOCATION", "URL"]);
