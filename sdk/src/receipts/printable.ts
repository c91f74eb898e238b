/**
 * One line that shows what it holds: control, format and bidirectional characters, which could rewrite a terminal
 * or reorder what is read, become `\u{…}`. Agents' names and policies' sentences are not ours.
 */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
