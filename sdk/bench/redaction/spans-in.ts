import type { Span } from "./score.ts";

/** Where a text was changed, given how it looks now and what its marks look like. */
export function spansIn(
  text: string,
  redacted: string,
  label: string | RegExp,
  typeOf: (name: string) => string,
): Span[] {
  const parts = redacted.split(label);
  const step = typeof label === "string" ? 1 : 2;
  const spans: Span[] = [];
  let from = parts[0]?.length ?? 0;
  for (let at = step; at < parts.length; at += step) {
    const piece = parts[at] as string;
    const next = piece === "" && at + 1 >= parts.length ? text.length : text.indexOf(piece, from + 1);
    const start = from;
    const end = next === -1 ? text.length : next;
    spans.push({ start, end, type: typeOf(step === 1 ? "" : (parts[at - 1] as string)) });
    from = end + piece.length;
  }
  return spans;
}
