/**
 * What we leave where a value was: `[EMAIL]`, `[EMAIL:hash]`, `[PERSON_2]`, `[[IBAN_token]]`. Recognisers never
 * look inside, so that redacting twice is redacting once.
 */
export function placeholderPattern(types: readonly string[]): RegExp {
  const names = types.map((type) => type.replace(/[^A-Z0-9_]/g, "")).join("|");
  return new RegExp(
    `\\[\\[(?:${names})_[a-z2-7]{20}\\]\\]|\\[(?:${names})(?:_\\d{1,6}|:[a-f0-9]{16})?\\]`,
    "g",
  );
}

/**
 * Stands for each character of a placeholder in a view: no letter, no digit, no space. Of Latin-1, as text that holds
 * anything further takes twice the memory, and its patterns larger and slower code.
 */
export const opaque = "\u0081";

/** The same text, as long, without what would pass for a placeholder: another control character, as invisible. */
export function withoutOpaque(text: string): string {
  return text.includes(opaque) ? text.replaceAll(opaque, "\u0082") : text;
}

/** The same text, as long, with our placeholders opaque. */
export function hidePlaceholders(text: string, pattern: RegExp): string {
  if (!text.includes("[")) return text;
  return text.replace(pattern, (placeholder) => opaque.repeat(placeholder.length));
}
