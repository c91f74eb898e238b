import { type Analysis, analyse } from "./analyse.ts";
import { applyEdits, type Edit, offsetBefore } from "./edits.ts";
import { opaque } from "./placeholder.ts";
import type { RedactedSpan } from "./redaction.ts";

/** What stands in place of a value that was found, and how it came to be. */
export interface Redacted extends Edit {
  readonly span: RedactedSpan;
}

/** Replacing one value can bring another into reach of its evidence; more rounds than this were never needed. */
const maxRounds = 4;

/**
 * Finds and replaces until nothing more is found, so that redacting the result again changes nothing. `replace`
 * says what stands for a value. Sorted by offset in `text`, without overlaps.
 */
export function redactUntilStable(
  text: string,
  analysis: Analysis,
  replace: (
    value: string,
    type: string,
  ) => Pick<Redacted, "replacement"> & { operator: RedactedSpan["operator"] },
): readonly Redacted[] {
  let edits: readonly Redacted[] = [];
  for (let round = 0; round < maxRounds; round++) {
    // What this call has replaced is opaque to it, whatever it looks like.
    const current = applyEdits(
      text,
      edits.map((edit) => ({ ...edit, replacement: opaque.repeat(edit.replacement.length) })),
    );
    const found = analyse(current, analysis);
    if (found.length === 0) break;
    const added = found.map((finding): Redacted => {
      const start = offsetBefore(edits, finding.start);
      const end = offsetBefore(edits, finding.end);
      const { type, score, recogniser } = finding;
      const { replacement, operator } = replace(text.slice(start, end), type);
      return { start, end, replacement, span: { start, end, type, score, recogniser, operator } };
    });
    edits = merge(edits, added);
  }
  return edits;
}

/** Both are sorted; an edit that a later round's edit encloses (it had left nothing) is part of that one. */
function merge(edits: readonly Redacted[], added: readonly Redacted[]): readonly Redacted[] {
  const outside = edits.filter(
    ({ start, end }) => !added.some((edit) => edit.start <= start && end <= edit.end),
  );
  return [...outside, ...added].sort((a, b) => a.start - b.start);
}
