/** One replacement in a text, by the text's own offsets. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** The text after `edits`, which are sorted and don't overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = "";
  let offset = 0;
  for (const { start, end, replacement } of edits) {
    result += text.slice(offset, start) + replacement;
    offset = end;
  }
  return result + text.slice(offset);
}

/** Takes an offset in the edited text, outside every replacement, back to the text before. */
export function offsetBefore(edits: readonly Edit[], offset: number): number {
  let shift = 0;
  for (const { start, end, replacement } of edits) {
    if (start - shift + replacement.length > offset) break;
    shift += end - start - replacement.length;
  }
  return offset + shift;
}
