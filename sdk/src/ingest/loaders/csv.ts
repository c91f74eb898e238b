import { decodeText } from "./decode-text.ts";
import type { LoadedDocument } from "./loaded-document.ts";

/** A table with a header row; each record becomes a line "column: value; …", so that a chunk explains itself. */
export async function loadCsv(bytes: Uint8Array, name: string): Promise<LoadedDocument> {
  const source = decodeText(bytes);
  const { parse } = await import("csv-parse/sync");
  const [header = [], ...records] = parse(source, { relax_column_count: true, skip_empty_lines: true });
  const lines = records.map((record) =>
    record.map((value, column) => `${header[column] ?? `column ${column + 1}`}: ${value}`).join("; "),
  );
  return { title: name, mediaType: "text/csv", text: lines.join("\n"), screened: source };
}
