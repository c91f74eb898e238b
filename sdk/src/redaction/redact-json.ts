import { SallyportError } from "../errors.ts";
import { applyEdits, type Edit } from "./edits.ts";
import type { RedactionErrorCode } from "./errors.ts";
import { namesSecret } from "./secrets/key-value.ts";

type FindEdits = (text: string) => readonly Edit[];

/**
 * A copy of a JSON value with its strings, numbers and keys redacted. A field's name is evidence for its value,
 * and a field that is named like a secret hides its whole value, whatever that looks like.
 *
 * @throws {SallyportError} `ERR_REDACTION_NOT_JSON`.
 */
export function redactJson<T>(value: T, findEdits: FindEdits): T {
  return copy(value, "", findEdits, []) as T;
}

function copy(value: unknown, field: string, findEdits: FindEdits, ancestors: readonly object[]): unknown {
  switch (typeof value) {
    case "undefined":
    case "boolean":
      return value;
    case "number":
      return copyNumber(value, field, findEdits);
    case "string":
      return redactValue(value, field, findEdits);
    case "object":
      if (value === null) return null;
      if (ancestors.includes(value) || ancestors.length > 200)
        throw notJson("a cycle, or nesting deeper than 200");
      if (Array.isArray(value))
        return value.map((item) => copy(item, field, findEdits, [...ancestors, value]));
      return copyObject(value, findEdits, [...ancestors, value]);
    default:
      throw notJson(`a ${typeof value}`);
  }
}

function copyObject(value: object, findEdits: FindEdits, ancestors: readonly object[]): object {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw notJson("an object that is not plain");
  const entries = new Map<string, unknown>();
  for (const [key, child] of Object.entries(value)) {
    const shown = applyEdits(key, findEdits(key));
    let unique = shown;
    for (let twin = 2; entries.has(unique); twin++) unique = `${shown} ${twin}`;
    entries.set(unique, copy(child, key, findEdits, ancestors));
  }
  return Object.fromEntries(entries);
}

function copyNumber(value: number, field: string, findEdits: FindEdits): number | string {
  const written = String(value);
  const shown = redactValue(written, field, findEdits);
  return shown === written ? value : shown;
}

function redactValue(value: string, field: string, findEdits: FindEdits): string {
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

function notJson(found: string): SallyportError<RedactionErrorCode> {
  return new SallyportError({
    code: "ERR_REDACTION_NOT_JSON",
    message: `The value to redact contains ${found}, which has no JSON form.`,
    hint: "Pass plain JSON: null, booleans, numbers, strings, arrays and plain objects.",
  });
}
