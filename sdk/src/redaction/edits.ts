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

/**
 * Takes offsets in the edited text, outside every replacement, back to the text before. Ask in rising order: it walks
 * along the edits once.
 */
export function offsetsBefore(edits: readonly Edit[]): (offset: number) => number {
  let next = 0;
  let shift = 0;
  return (offset) => {
    for (let edit = edits[next]; edit !== undefined; edit = edits[++next]) {
      if (edit.start - shift + edit.replacement.length > offset) break;
      shift += edit.end - edit.start - edit.replacement.length;
    }
    return offset + shift;
  };
}
