import { createHmac } from "node:crypto";
import { canonicalJson } from "../crypto/index.ts";
import { SallyportError } from "../errors.ts";
import type { RedactionErrorCode } from "./errors.ts";
import type { RedactionOptions } from "./redaction.ts";
import type { Operator } from "./sink.ts";

/** What operators need besides the value. */
export interface OperatorTools extends Pick<RedactionOptions, "tokens" | "pseudonyms"> {
  readonly hashKey?: Uint8Array | undefined;
}

/**
 * What stands in the text instead of a value. None of these is ever recognised again.
 *
 * @throws {SallyportError} `ERR_REDACTION_OPERATOR_UNAVAILABLE`.
 */
export function replacementFor(
  operator: Exclude<Operator, "keep">,
  type: string,
  found: string | number,
  tools: OperatorTools,
): string {
  const value = String(found);
  switch (operator) {
    case "replace":
      return `[${type}]`;
    case "drop":
      return "";
    case "mask":
      return mask(type, value);
    case "hash":
      return `[${type}:${hash(type, value, required(tools.hashKey, operator, "createRedactor's hashKey"))}]`;
    case "tokenise":
      return required(tools.tokens, operator, "the option `tokens`, a scope of a vault").tokenise(
        type,
        found,
      );
    case "pseudonymise":
      return required(tools.pseudonyms, operator, "the option `pseudonyms`").pseudonymFor(type, value);
  }
}

function mask(type: string, value: string): string {
  // A part of a secret is still a part of a secret.
  if (type === "SECRET") return "[SECRET]";
  return type === "EMAIL" ? maskEmail(value) : maskAllBut(value, 4);
}

/** Enough to recognise an address that one knows; the domain says who it leaves to. */
function maskEmail(value: string): string {
  const at = value.lastIndexOf("@");
  return at < 2 ? "[EMAIL]" : `${[...value][0]}•••${value.slice(at)}`;
}

/** Bullets for every letter and digit but the last few; for a short value, for all. */
function maskAllBut(value: string, visible: number): string {
  const total = value.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  let hidden = total >= visible * 2 ? total - visible : total;
  return value.replace(/[\p{L}\p{N}]/gu, (character) => (hidden-- > 0 ? "•" : character));
}

/** 64 bits of HMAC-SHA256: the same value can be followed through logs, and not be tried out without the key. */
function hash(type: string, value: string, key: Uint8Array): string {
  const mac = createHmac("sha256", key).update(
    canonicalJson(["sallyport/redaction-hash/v1", type, value.toWellFormed()]),
  );
  return mac.digest("hex").slice(0, 16);
}

function required<T>(tool: T | undefined, operator: Operator, what: string): T {
  if (tool !== undefined) return tool;
  throw new SallyportError<RedactionErrorCode>({
    code: "ERR_REDACTION_OPERATOR_UNAVAILABLE",
    message: `The redaction policy chose to ${operator}, which needs ${what}.`,
    hint: `Pass it, or let the policy choose "replace" there.`,
  });
}
