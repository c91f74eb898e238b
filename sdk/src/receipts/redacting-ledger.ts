import type { JsonValue } from "../crypto/index.ts";
import type { OpenLedger } from "./ledger.ts";
import type { ReceiptInput } from "./receipt.ts";

/** Facts that somebody put into words, or that a model or an app chose: all others are digests, ids and words of ours. */
const chosen = new Set(["reason", "origins", "tool", "callId", "scope"]);

/** Names and reasons repeat. */
const mostRemembered = 500;

export interface ReceiptRedaction {
  redact(text: string): string;
  /** While it stays the same, a text's redaction does. */
  revision(): string;
}

/** A ledger whose receipts hold no personal data and no secrets in what people and models chose to write. */
export function openRedactingLedger(ledger: OpenLedger, { redact, revision }: ReceiptRedaction): OpenLedger {
  const known = new Map<string, string>();
  let remembered: string | undefined;

  function shown(text: string): string {
    if (revision() !== remembered) known.clear();
    remembered = revision();
    let redacted = known.get(text);
    if (redacted === undefined) {
      redacted = redact(text);
      if (known.size >= mostRemembered) known.clear();
      known.set(text, redacted);
    }
    return redacted;
  }

  function shownAll(value: JsonValue): JsonValue {
    if (typeof value === "string") return shown(value);
    return Array.isArray(value) ? value.map(shownAll) : value;
  }

  function redactInput(input: ReceiptInput): ReceiptInput {
    const { decision, facts } = input;
    const named = Object.entries(facts ?? {}).map(([name, value]) => [
      name,
      chosen.has(name) ? shownAll(value) : value,
    ]);
    return {
      ...input,
      ...(decision && { decision: { ...decision, reason: shown(decision.reason) } }),
      ...(facts && { facts: Object.fromEntries(named) }),
    };
  }

  return {
    append: (input, preceding) =>
      ledger.append(redactInput(input), ...(preceding === undefined ? [] : [redactInput(preceding)])),
    rotateKey: (next, reason) => ledger.rotateKey(next, shown(reason)),
    pruneFacts: (what) => ledger.pruneFacts({ ...what, reason: shown(what.reason) }),
  };
}
