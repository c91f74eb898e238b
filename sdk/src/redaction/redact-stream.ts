import { applyEdits, type Edit } from "./edits.ts";
import type { Redactions } from "./redact-json.ts";
import type { RedactionOptions, RedactionStream, Redactor } from "./redaction.ts";
import { outsideTables } from "./tables/index.ts";

/** What a value's evidence may lie ahead of it, plus the rest of a value that has begun. */
const holdBack = 96;
/** What it may lie behind: kept after it has been shown. */
const lookBack = 256;
/** Text without a place to cut isn't held longer than this. */
const maxHeld = 16_384;

/**
 * Redacts text that arrives in pieces: the concatenated output is the same as redacting the whole text, however it
 * is cut, as long as it has a space or line break at least every 16,384 characters.
 */
export async function* redactStream(
  source: AsyncIterable<string>,
  redactor: Redactor,
  options: RedactionOptions,
): AsyncGenerator<string, void, undefined> {
  const stream = redactor.stream(options);
  for await (const chunk of source) {
    const safe = stream.push(chunk);
    if (safe !== "") yield safe;
  }
  const rest = stream.end();
  if (rest !== "") yield rest;
}

export function openRedactionStream({
  findIn,
  positionAfter,
}: Pick<Redactions, "findIn" | "positionAfter">): RedactionStream {
  let buffer = "";
  /** Where the buffer begins, with the headings of its table: they may be far behind. */
  let position = outsideTables;
  /** Up to here the buffer has been shown; before it stands only context. */
  let shown = 0;
  /** From there to here the buffer has no place to cut. */
  let unbroken = 0;
  /** A buffer that couldn't be cut is looked at again once it is this long: not with every character that comes. */
  let worthwhile = 0;

  function show(upTo: number, edits: readonly Edit[]): string {
    const safe = applyEdits(
      buffer.slice(shown, upTo),
      edits
        .filter(({ start, end }) => end > shown && start < upTo)
        .map(({ start, end, replacement }) => ({
          start: Math.max(0, start - shown),
          end: end - shown,
          replacement,
        })),
    );
    const keepFrom = contextStart(buffer, upTo);
    position = positionAfter(buffer.slice(0, keepFrom), position);
    buffer = buffer.slice(keepFrom);
    shown = upTo - keepFrom;
    unbroken = shown;
    worthwhile = 0;
    return safe;
  }

  function hasBoundary(latest: number): boolean {
    if (lastBoundary(buffer, unbroken, latest) !== undefined) return true;
    unbroken = Math.max(unbroken, latest);
    return false;
  }

  return {
    push(chunk) {
      buffer += chunk;
      const latest = buffer.length - holdBack;
      const held = buffer.length - shown;
      if (held <= maxHeld && (buffer.length < worthwhile || !hasBoundary(latest))) return "";
      const edits = findIn(buffer, position);
      const cut = cutBefore(buffer, shown, latest, edits);
      if (cut !== undefined) return show(cut, edits);
      if (held > maxHeld) return show(latest, edits);
      worthwhile = buffer.length + Math.floor(held / 8);
      return "";
    },
    end() {
      return show(buffer.length, findIn(buffer, position));
    },
  };
}

/** The last place up to `latest` where the text can be cut without touching a value or one that may be coming. */
function cutBefore(
  buffer: string,
  shown: number,
  latest: number,
  edits: readonly Edit[],
): number | undefined {
  for (
    let cut = lastBoundary(buffer, shown, latest);
    cut !== undefined;
    cut = lastBoundary(buffer, shown, cut - 1)
  ) {
    const at = cut;
    const touched = edits.find(({ start, end }) => start < at && at < end + 1);
    if (touched === undefined) return cut;
    cut = touched.start + 1;
  }
  return undefined;
}

/** The last position in `(shown, latest]` that follows a white space and divides no row of digits; lines may. */
function lastBoundary(buffer: string, shown: number, latest: number): number | undefined {
  for (let cut = latest; cut > shown; cut--) {
    const before = buffer[cut - 1] ?? "";
    if (before === "\n" || (/\s/.test(before) && !/[\d(+]/.test(buffer[cut] ?? ""))) return cut;
  }
  return undefined;
}

/** Behind a space, or behind what parts the cells of tables: a heading speaks of a cell's beginning. */
function contextStart(buffer: string, upTo: number): number {
  const earliest = Math.max(0, upTo - lookBack);
  const space = buffer.slice(earliest, upTo).search(/[\s,;|│，；｜]/);
  return earliest === 0 || space === -1 ? earliest : earliest + space;
}
