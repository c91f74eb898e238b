import type { Recogniser } from "../finding.ts";
import { opaque } from "../placeholder.ts";
import { longestLine, splitRow } from "./row.ts";

/** A column whose heading is context for some recognisers. */
export interface Column {
  readonly heading: string;
  readonly recognisers: readonly Recogniser[];
}

export interface Headings {
  readonly delimiter: string;
  /** By their place; undefined where a heading says nothing to anybody. */
  readonly columns: readonly (Column | undefined)[];
}

/** Those to whom the name of a field or column says what stands in it. */
export type Announced = (name: string) => readonly Recogniser[];

/** In the order in which they are tried; the comma last, as it stands in prose as well. */
const delimiters = ["\t", "|", "│", ";", ","];
const aDelimiter = /[\t|│;,]/;
/** Words, with the signs that names of columns have: no value, no code. */
const heading =
  /^(?=.*[\p{L}\u0081])(?!.*\d{3})(?! *\S+(?: +\S+){6})[\p{L}\p{M}\p{N}\u0081 _.\-/#()[\]&'’*`%?+:]{1,48}$/u;

/** Whether it could be the name of a column. */
export function isHeading(name: string): boolean {
  return heading.test(name);
}

/**
 * What a line announces for the rows below it, if it is made of headings and one of them tells something. One with a
 * placeholder may have held anything: it takes the place of headings, and is mute.
 */
export function headingsIn(line: string, announced: Announced): Headings | undefined {
  if (line.length > longestLine || !aDelimiter.test(line)) return undefined;
  for (const delimiter of delimiters) {
    if (!line.includes(delimiter)) continue;
    const { cells } = splitRow(line, 0, line.length, delimiter);
    const names = cells.map(({ start, end }) => line.slice(start, end));
    while (names.at(-1) === "") names.pop();
    if (names.length < 2 || !names.every((name) => name === "" || isHeading(name))) continue;
    if (line.includes(opaque)) return { delimiter, columns: [] };
    const columns = names.map((name) => columnOf(name.replace(/[*`]/g, ""), announced));
    if (columns.some((column) => column !== undefined)) return { delimiter, columns };
  }
  return undefined;
}

function columnOf(name: string, announced: Announced): Column | undefined {
  const recognisers = name === "" ? [] : announced(name);
  return recognisers.length === 0 ? undefined : { heading: name, recognisers };
}

/** Whose heading a cell is under; those behind the last column are its, moved on by delimiters within earlier cells. */
export function columnAt({ columns }: Headings, index: number): Column | undefined {
  return columns[Math.min(index, columns.length - 1)];
}
