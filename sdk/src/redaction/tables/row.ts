/** A cell's content, without its quotes and the space around it. */
interface Cell {
  readonly start: number;
  readonly end: number;
  readonly column: number;
}

export interface Row {
  readonly cells: readonly Cell[];
  /** The column whose quoted cell goes on in the next line. */
  readonly open?: number;
  /** The line is longer than is read. */
  readonly isCut?: true;
}

/** Only this much of a line is read as cells: a stream has to remember it, as its end may decide what it is. */
export const longestLine = 8_192;

/**
 * The cells of the line between two offsets. `inQuoted` is the column of a quoted cell that an earlier line began.
 * Quotes are those of RFC 4180; what bars divide has none, and may begin with a bar.
 */
export function splitRow(
  text: string,
  start: number,
  end: number,
  delimiter: string,
  inQuoted?: number,
): Row {
  const cells: Cell[] = [];
  let column = inQuoted ?? 0;
  let isQuoted = inQuoted !== undefined;
  let at = start;
  if (delimiter === "|") {
    const first = spacesEnd(text, start, end);
    if (text[first] === "|") at = first + 1;
  }
  for (; at <= end; column++) {
    if (at - start > longestLine) return { cells, isCut: true };
    let from = isQuoted ? at : spacesEnd(text, at, end);
    if (!isQuoted && delimiter !== "|" && text[from] === '"' && from < end) {
      isQuoted = true;
      from++;
    }
    const contentEnd = isQuoted ? closingQuote(text, from, end, delimiter) : end;
    if (isQuoted && contentEnd === undefined) {
      cells.push({ start: from, end, column });
      return { cells, open: column };
    }
    const next = nextDelimiter(text, isQuoted ? (contentEnd as number) + 1 : from, end, delimiter);
    const until = isQuoted ? (contentEnd as number) : spacesStart(text, from, next);
    cells.push({ start: from, end: until, column });
    at = next + 1;
    isQuoted = false;
  }
  return { cells };
}

function nextDelimiter(text: string, from: number, end: number, delimiter: string): number {
  for (let at = from; ; at++) {
    at = text.indexOf(delimiter, at);
    if (at === -1 || at >= end) return end;
    // Markdown's way to write a bar within a cell.
    if (delimiter !== "|" || text[at - 1] !== "\\") return at;
  }
}

/** Where a quoted cell ends: at a quote with a delimiter or the line's end behind it; doubled, a quote is one of its own. */
function closingQuote(text: string, from: number, end: number, delimiter: string): number | undefined {
  for (let at = from; ; ) {
    at = text.indexOf('"', at);
    if (at === -1 || at >= end) return undefined;
    const after = spacesEnd(text, at + 1, Math.min(end, at + 9));
    if (after === end || text[after] === delimiter) return at;
    at += text[at + 1] === '"' ? 2 : 1;
  }
}

function spacesEnd(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && text[at] === " ") at++;
  return at;
}

function spacesStart(text: string, start: number, from: number): number {
  let at = from;
  while (at > start && text[at - 1] === " ") at--;
  return at;
}
