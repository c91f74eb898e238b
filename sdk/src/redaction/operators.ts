import type { Operator } from "./redaction.ts";

/** What stands in the text instead of a value. None of these is ever recognised again. */
export function replacementFor(operator: Exclude<Operator, "keep">, type: string, value: string): string {
  if (operator === "drop") return "";
  // A part of a secret is still a part of a secret.
  if (operator === "replace" || type === "SECRET") return `[${type}]`;
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
