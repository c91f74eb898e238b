import { applyEdits, type Edit } from "./edits.ts";
import { mapStrings } from "./map-strings.ts";
import { namesSecret } from "./secrets/key-value.ts";

/**
 * A copy of a JSON value with its strings, numbers and keys redacted. A field's name is evidence for its value, and a
 * field that is named like a secret hides its whole value, whatever that looks like.
 *
 * @throws {SallyportError} `ERR_REDACTION_NOT_JSON`.
 */
export function redactJson<T>(value: T, findEdits: (text: string) => readonly Edit[]): T {
  const redact = (text: string, field: string) => redactValue(text, field, findEdits);
  return mapStrings(value, {
    string: redact,
    number(value, field) {
      const shown = redact(String(value), field);
      return shown === String(value) ? value : shown;
    },
  });
}

function redactValue(value: string, field: string, findEdits: (text: string) => readonly Edit[]): string {
  if (field === "" || value === "") return applyEdits(value, findEdits(value));
  if (namesSecret(field)) return "[SECRET]";
  // The field's name goes before the value as a label does in prose; what is found in the name itself stays there.
  const label = `${field}: `;
  const edits = findEdits(label + value)
    .filter(({ end }) => end > label.length)
    .map((edit) => ({
      ...edit,
      start: Math.max(0, edit.start - label.length),
      end: edit.end - label.length,
    }));
  return applyEdits(value, edits);
}
