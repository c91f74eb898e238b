import { type Analysis, analyse, positionAfter } from "./analyse.ts";
import { applyEdits, type Edit, offsetsBefore } from "./edits.ts";
import type { Finding } from "./finding.ts";
import { opaque, withoutOpaque } from "./placeholder.ts";
import type { RedactedSpan } from "./redaction.ts";
import type { Operator } from "./sink.ts";
import { outsideTables, type TablePosition } from "./tables/index.ts";

/** What stands in place of a value that was found, and how it came to be. */
export interface Redacted extends Edit {
  readonly span: RedactedSpan;
}

export interface Replacement {
  readonly operator: Exclude<Operator, "keep">;
  readonly replacement: string;
}

/** Each round looks only at what the last one changed; more than this were never needed. */
const maxRounds = 5;

/**
 * Finds and replaces until nothing more is found, so that redacting the result again changes nothing: what touched a
 * value may be a value itself once that is gone. The text begins at `from`. Sorted by offset, without overlaps.
 */
export function redactUntilStable(
  text: string,
  analysis: Analysis,
  replace: (value: string, type: string) => Replacement,
  from: TablePosition = outsideTables,
): readonly Redacted[] {
  let edits: readonly Redacted[] = [];
  const shown = withoutOpaque(text);
  let found: readonly Finding[] = analyse(shown, analysis, from);
  for (let round = 0; found.length > 0 && round < maxRounds; round++) {
    const offsetBefore = offsetsBefore(edits);
    const added = found.map((finding): Redacted => {
      const start = offsetBefore(finding.start);
      const end = offsetBefore(finding.end);
      const { type, score, recogniser } = finding;
      const { replacement, operator } = replace(text.slice(start, end), type);
      return { start, end, replacement, span: { start, end, type, score, recogniser, operator } };
    });
    edits = merge(edits, added);
    found = findNear(shown, edits, added, analysis, from);
  }
  return edits;
}

/** How far a replacement can change what is found around it, and what must be seen to tell. */
const influence = 80;
const surroundings = 200;

/** What is found around the latest replacements, by the offsets of the text as it stands now. */
function findNear(
  text: string,
  edits: readonly Redacted[],
  added: readonly Redacted[],
  analysis: Analysis,
  begin: TablePosition,
): Finding[] {
  // What this call has replaced is opaque to it, whatever it looks like.
  const hidden = edits.map((edit) => ({ ...edit, replacement: opaque.repeat(edit.replacement.length) }));
  const current = applyEdits(text, hidden);
  const found: Finding[] = [];
  let from = 0;
  const everywhere = analysis.recognisers.some(({ readsContextFreely }) => readsContextFreely === true);
  const places = placesAfter(edits, added).filter((place) => everywhere || isGlued(current, place));
  let position = begin;
  let read = 0;
  for (const group of groupNear(places)) {
    const start = Math.max(from, boundaryBefore(current, group.start - surroundings));
    const part = current.slice(start, group.end + surroundings);
    if (start > read) position = positionAfter(current.slice(read, start), analysis, position);
    read = start;
    for (const finding of analyse(part, analysis, position)) {
      const placed = { ...finding, start: finding.start + start, end: finding.end + start };
      if (
        placed.start < group.end + influence &&
        placed.end > group.start - influence &&
        placed.start >= from
      )
        found.push(placed);
    }
    from = found.at(-1)?.end ?? from;
  }
  return found;
}

/**
 * Whether a replacement touches what could be a part of a value. Where it doesn't, nothing changed for those who look:
 * a placeholder ends the context in which they look for words, as white space and punctuation end their values.
 */
function isGlued(text: string, { start, end }: Place): boolean {
  const before = /\S{0,64}$/.exec(text.slice(Math.max(0, start - 64), start))?.[0] ?? "";
  const after = /^\S{0,64}/.exec(text.slice(end, end + 64))?.[0] ?? "";
  // Digits in groups go on across a space.
  return (
    /[\p{L}\p{N}]/u.test(before + after) ||
    digitBefore.test(text.slice(Math.max(0, start - 4), start)) ||
    digitAfter.test(text.slice(end, end + 4))
  );
}

const digitBefore = /\d[ .()/-]{1,3}$/;
const digitAfter = /^[ .()/-]{1,3}[\d+]/;

interface Place {
  readonly start: number;
  readonly end: number;
}

/** Where edits stand in the edited text. */
function placesAfter(edits: readonly Redacted[], wanted: readonly Redacted[]): readonly Place[] {
  const latest = new Set(wanted);
  const places: Place[] = [];
  let shift = 0;
  for (const edit of edits) {
    const start = edit.start + shift;
    if (latest.has(edit)) places.push({ start, end: start + edit.replacement.length });
    shift += edit.replacement.length - (edit.end - edit.start);
  }
  return places;
}

/** Neighbouring places together, so that no part of the text is looked at twice. */
function groupNear(places: readonly Place[]): readonly Place[] {
  const groups: Place[] = [];
  for (const place of places) {
    const last = groups.at(-1);
    if (last !== undefined && place.start - last.end < 2 * surroundings)
      groups[groups.length - 1] = { start: last.start, end: place.end };
    else groups.push(place);
  }
  return groups;
}

function boundaryBefore(text: string, position: number): number {
  if (position <= 0) return 0;
  for (let at = position; at > Math.max(0, position - 128); at--)
    if (/\s/.test(text[at - 1] as string)) return at;
  return position;
}

/** Both are sorted; an edit that a later one encloses (it had left nothing) is part of that one. */
function merge(edits: readonly Redacted[], added: readonly Redacted[]): readonly Redacted[] {
  if (edits.length === 0) return added;
  const merged: Redacted[] = [];
  let next = 0;
  for (const edit of edits) {
    while (next < added.length && (added[next] as Redacted).end <= edit.start)
      merged.push(added[next++] as Redacted);
    const over = added[next];
    if (over !== undefined && over.start <= edit.start && edit.end <= over.end) continue;
    merged.push(edit);
  }
  return [...merged, ...added.slice(next)];
}
