import { type Announced, type Column, columnAt, type Headings, headingsIn } from "./headings.ts";
import { longestLine, type Row, splitRow } from "./row.ts";

/** Where a reader of tables stands in a text: all that it has to remember, however long the table is. */
export interface TablePosition {
  /** Those of the table that the text is in. */
  readonly headings?: Headings | undefined;
  /** The column of the quoted cell that the lines before left open. */
  readonly quoted?: number | undefined;
  /** What has come of the current line; undefined once that is too long to be read. */
  readonly line: string | undefined;
}

export const outsideTables: TablePosition = { line: "" };

/** A cell under a telling heading. */
export interface LabelledCell extends Gap {
  readonly column: Column;
}

/** What stands between the contents of two cells: quotes, delimiters, line ends. */
export interface Gap {
  readonly start: number;
  readonly end: number;
}

interface TableReading {
  readonly cells: readonly LabelledCell[];
  readonly gaps: readonly Gap[];
  /** Where the text ends. */
  readonly position: TablePosition;
}

/**
 * The tables of a text that begins at a position. A table begins with a line of headings, and ends with a line that
 * has no delimiter: rows never change the headings, whatever they hold.
 */
export function readTables(text: string, from: TablePosition, announced: Announced): TableReading {
  const whole = from.line ? from.line + text : text;
  const reader = new TableReader(whole, whole.length - text.length, from, announced);
  let start = 0;
  if (from.line === undefined) {
    start = whole.indexOf("\n") + 1;
    if (start === 0) return { cells: [], gaps: [], position: from };
  }
  for (let end = whole.indexOf("\n", start); end !== -1; end = whole.indexOf("\n", start)) {
    reader.readLine(start, end);
    start = end + 1;
  }
  // How the last line goes on isn't known: what can be read again decides nothing yet.
  const { headings, quoted } = reader;
  if (headings !== undefined) reader.readRow(start, whole.length);
  const isLong = whole.length - start > longestLine;
  const position = isLong
    ? { headings, quoted: reader.quoted, line: undefined }
    : { headings, quoted, line: whole.slice(start) };
  return { cells: reader.cells, gaps: reader.gaps, position };
}

class TableReader {
  readonly cells: LabelledCell[] = [];
  readonly gaps: Gap[] = [];
  headings: Headings | undefined;
  quoted: number | undefined;
  readonly #text: string;
  /** How much of the text has been read before. */
  readonly #gone: number;
  readonly #announced: Announced;

  constructor(text: string, gone: number, { headings, quoted }: TablePosition, announced: Announced) {
    this.#text = text;
    this.#gone = gone;
    this.headings = headings;
    this.quoted = quoted;
    this.#announced = announced;
  }

  readLine(start: number, end: number): void {
    if (this.headings !== undefined && this.readRow(start, end)) return;
    this.quoted = undefined;
    this.headings = headingsIn(this.#text.slice(start, end).trimEnd(), this.#announced);
    if (this.headings === undefined) return;
    this.#addGap(start - 1, start);
    this.#addGaps(splitRow(this.#text, start, end, this.headings.delimiter), start, end);
  }

  /** Returns false where the table has ended. */
  readRow(start: number, lineEnd: number): boolean {
    const { delimiter } = this.headings as Headings;
    const end = this.#text[lineEnd - 1] === "\r" ? lineEnd - 1 : lineEnd;
    const isLong = end - start > longestLine;
    if (!isLong && isRule(this.#text.slice(start, end))) return true;
    const plain = splitRow(this.#text, start, end, delimiter);
    this.#addCells(plain);
    let row = plain;
    if (this.quoted !== undefined) {
      // Within a quoted cell each line is read both ways: a quote that somebody forgot looks the same.
      row = splitRow(this.#text, start, end, delimiter, this.quoted);
      this.#addCells(row);
    }
    this.#addGaps(row, start, lineEnd);
    const goesOn = plain.cells.length > 1 || this.quoted !== undefined || row.open !== undefined;
    // Whether a long line ends within quotes isn't known.
    this.quoted = isLong ? row.cells.at(-1)?.column : row.open;
    return goesOn || isLong;
  }

  #addCells({ cells }: Row): void {
    for (const { start, end, column } of cells) {
      const labelled = columnAt(this.headings as Headings, column);
      if (labelled !== undefined && start >= this.#gone && end > start)
        this.cells.push({ start: start - this.#gone, end: end - this.#gone, column: labelled });
    }
  }

  #addGaps({ cells, open, isCut }: Row, lineStart: number, lineEnd: number): void {
    let from = lineStart;
    for (const { start, end } of cells) {
      this.#addGap(from, start);
      from = end;
    }
    if (open === undefined && !isCut) this.#addGap(from, lineEnd + 1);
  }

  #addGap(start: number, end: number): void {
    if (end > start && end > this.#gone)
      this.gaps.push({ start: Math.max(0, start - this.#gone), end: end - this.#gone });
  }
}

/** A line between rows: `|---|:-:|`, `----+----`. */
function isRule(line: string): boolean {
  return /^[\s|+:=\u2500-\u257f-]+$/.test(line) && /[-=\u2500]/.test(line);
}
