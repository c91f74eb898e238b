import { Redactor as Redactpii } from "@redactpii/node";
import { detectCreditCard, detectEmail, detectIP, detectMacAddress, detectUrl } from "langchain";
import type { Span } from "./score.ts";

/** What a user could pick instead, each through its own public interface and with its own defaults. */
export interface Peer {
  readonly name: string;
  readonly types: readonly string[];
  readonly find: (text: string) => readonly Span[];
}

const langchainDetectors = {
  EMAIL: detectEmail,
  CREDIT_CARD: detectCreditCard,
  IP: detectIP,
  MAC: detectMacAddress,
  URL: detectUrl,
} as const;

const redactpiiRules = { EMAIL: "EMAIL", PHONE: "PHONE", CREDIT_CARD: "CREDIT_CARD", SSN: "US_SSN" } as const;
const sentinel = "\ue001";

export const peers: readonly Peer[] = [
  {
    name: "redactpii",
    types: Object.values(redactpiiRules),
    // It gives no offsets; one rule at a time with a mark of ours shows where it struck.
    find: (text) =>
      Object.entries(redactpiiRules).flatMap(([rule, type]) => {
        const redacted = new Redactpii({ rules: { [rule]: true }, globalReplaceWith: sentinel }).redact(text);
        return [...spansBetween(text, redacted.split(sentinel))].map((span) => ({ ...span, type }));
      }),
  },
  {
    name: "langchain",
    types: Object.keys(langchainDetectors),
    find: (text) =>
      Object.entries(langchainDetectors).flatMap(([type, detect]) =>
        detect(text).map(({ start, end }) => ({ start, end, type })),
      ),
  },
];

/** Where a text was replaced, given the pieces that were left, in order. */
function* spansBetween(text: string, pieces: readonly string[]): Generator<{ start: number; end: number }> {
  let from = pieces[0]?.length ?? 0;
  for (const piece of pieces.slice(1)) {
    const next = piece === "" ? text.length : text.indexOf(piece, from + 1);
    yield { start: from, end: next === -1 ? text.length : next };
    from = (next === -1 ? text.length : next) + piece.length;
  }
}
