import type { JsonValue } from "../crypto/index.ts";
import type { OpenLedger } from "./ledger.ts";
import type { ReceiptInput } from "./receipt.ts";

/** Facts that somebody put into words, or that a model or an app chose: all others are digests, ids and words of ours. */
const prose = new Set(["reason", "origins"]);
const identifiers = new Set(["tool", "callId", "scope"]);

/** Names and reasons repeat. */
const mostRemembered = 500;

export interface ReceiptRedaction {
  redact(text: string): string;
  /** Of a word by which receipts are found: less of it may look like a value. */
  redactIdentifier(text: string): string;
  /** While it stays the same, a text's redaction does. */
  revision(): string;
}

/** A ledger whose receipts hold no personal data and no secrets in what people and models chose to write. */
export function openRedactingLedger(ledger: OpenLedger, redaction: ReceiptRedaction): OpenLedger {
  const shown = remembering(redaction.redact, redaction.revision);
  const shownIdentifier = remembering(redaction.redactIdentifier, redaction.revision);

  function redactFact(name: string, value: JsonValue): JsonValue {
    if (prose.has(name)) return mapTexts(value, shown);
    return identifiers.has(name) ? mapTexts(value, shownIdentifier) : value;
  }

  function redactInput(input: ReceiptInput): ReceiptInput {
    const { decision, facts } = input;
    const named = Object.entries(facts ?? {}).map(([name, value]) => [name, redactFact(name, value)]);
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

function remembering(redact: (text: string) => string, revision: () => string): (text: string) => string {
  const known = new Map<string, string>();
  let remembered: string | undefined;
  return (text) => {
    if (revision() !== remembered || known.size >= mostRemembered) known.clear();
    remembered = revision();
    const redacted = known.get(text) ?? redact(text);
    known.set(text, redacted);
    return redacted;
  };
}

function mapTexts(value: JsonValue, change: (text: string) => string): JsonValue {
  if (typeof value === "string") return change(value);
  return Array.isArray(value) ? value.map((item) => mapTexts(item, change)) : value;
}
