import type { LoadedDocument } from "./loaded-document.ts";
import { readSource } from "./read-source.ts";

/** A table with a header row; each record becomes a line "column: value; …", so that a chunk explains itself. */
export async function loadCsv(bytes: Uint8Array, name: string): Promise<LoadedDocument> {
  const source = readSource(bytes);
  const { parse } = await import("csv-parse/sync");
  const [header = [], ...records] = parse(source, {
    delimiter: delimiterOf(source),
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const lines = records.map((record) =>
    record.map((value, column) => `${header[column] ?? `column ${column + 1}`}: ${value}`).join("; "),
  );
  return { title: name, mediaType: "text/csv", text: lines.join("\n"), screened: source };
}

/** The one that divides the first line most often: a spreadsheet writes `;` where the comma is the decimal sign. */
function delimiterOf(source: string): string {
  const [header = ""] = source.split("\n", 1);
  const uses = (delimiter: string) => header.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, other) => (uses(other) > uses(best) ? other : best));
}
