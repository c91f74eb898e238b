import { labelOf } from "../context.ts";
import type { Recogniser } from "../finding.ts";
import { opaque } from "../placeholder.ts";
import type { View } from "../view.ts";
import type { LabelledCell } from "./read-tables.ts";

/** For each recogniser that some heading speaks to, the cells below it, each behind its heading as behind a label. */
export function labelledViews(
  text: string,
  cells: readonly LabelledCell[],
): readonly (readonly [Recogniser, View])[] {
  const cellsOf = new Map<Recogniser, LabelledCell[]>();
  for (const cell of cells) {
    const content = text.slice(cell.start, cell.end);
    if (!aValue.test(content)) continue;
    for (const recogniser of cell.column.recognisers) {
      if (recogniser.needs?.test(content) === false) continue;
      const own = cellsOf.get(recogniser);
      if (own === undefined) cellsOf.set(recogniser, [cell]);
      else own.push(cell);
    }
  }
  return [...cellsOf].map(([recogniser, own]) => [recogniser, labelledView(text, own)]);
}

/** What no value is shorter than: a day, a month and a year, or a password. */
const aValue = /\S{5}|\d.*\d.*\d.*\d/;
/** Closes a cell like a placeholder, which ends all context: no heading reaches the next cell. */
const closing = `\n${opaque}\n`;

function labelledView(text: string, cells: readonly LabelledCell[]): View {
  let labelled = "";
  /** Where the cells' contents begin. */
  const begins: number[] = [];
  for (const { start, end, column } of cells) {
    labelled += labelOf(column.heading);
    begins.push(labelled.length);
    labelled += text.slice(start, end) + closing;
  }

  /** The last cell that begins up to a position, or the one whose label stands there. */
  function cellAt(position: number): number {
    let low = 0;
    let high = begins.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      const { start, end } = cells[middle] as LabelledCell;
      if ((begins[middle] as number) + end - start + closing.length <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    text: labelled,
    // What a recogniser takes of a label is nothing of the text.
    originalRange(from, to) {
      const cell = cellAt(from);
      const { start, end } = cells[cell] as LabelledCell;
      const shift = start - (begins[cell] as number);
      const within = (position: number) => Math.min(Math.max(start, position + shift), end);
      return [within(from), within(to)];
    },
  };
}
