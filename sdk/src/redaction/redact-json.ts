import { labelOf } from "./context.ts";
import { applyEdits } from "./edits.ts";
import { mapStrings } from "./map-strings.ts";
import type { Redacted, Replacement } from "./redact-until-stable.ts";
import { namesSecret } from "./secrets/key-value.ts";
import type { TablePosition } from "./tables/index.ts";

/** What one call redacts, and how. */
export interface Redactions {
  /** In a text that begins at `from`; outside tables when not given. */
  findIn(text: string, from?: TablePosition): readonly Redacted[];
  /** Where such a text leaves the tables in it. */
  positionAfter(text: string, from: TablePosition): TablePosition;
  replace(value: string | number, type: string): Replacement;
}

/**
 * A copy of a JSON value with its strings, numbers and keys redacted. A field's name is evidence for its value, and a
 * field that is named like a secret hides its whole value, whatever that looks like. A number is replaced as a whole.
 *
 * @throws {SallyportError} `ERR_REDACTION_NOT_JSON`.
 */
export function redactJson<T>(value: T, redactions: Redactions): T {
  return mapStrings(value, {
    string(text, fields) {
      if (text !== "" && fields.some(namesSecret)) return "[SECRET]";
      const edits = editsIn(text, fields, redactions);
      const extension = edits.length === 0 ? fileExtension(text) : "";
      if (extension === "") return applyEdits(text, edits);
      const name = text.slice(0, -extension.length);
      return applyEdits(name, editsIn(name, fields, redactions)) + extension;
    },
    number(value, fields) {
      if (fields.some(namesSecret)) return "[SECRET]";
      const [edit] = editsIn(String(value), fields, redactions);
      return edit === undefined ? value : redactions.replace(value, edit.span.type).replacement;
    },
  });
}

/** Of what may be a file's name, where a value ends before its extension: `bob@example.com.pdf`. */
function fileExtension(text: string): string {
  return text.length > 255 ? "" : (/^[^\n]{3,}(\.[A-Za-z0-9]{1,8})$/.exec(text)?.[1] ?? "");
}

/** The field's name goes before the value as a label does in prose; what is found in the name itself stays there. */
function editsIn(value: string, fields: readonly string[], { findIn }: Redactions): readonly Redacted[] {
  const name = fields.join(" ");
  if (name === "" || value === "") return findIn(value);
  const label = labelOf(name);
  return findIn(label + value)
    .filter(({ end }) => end > label.length)
    .map((edit) => ({
      ...edit,
      start: Math.max(0, edit.start - label.length),
      end: edit.end - label.length,
    }));
}
