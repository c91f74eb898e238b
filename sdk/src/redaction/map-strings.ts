import { SallyportError } from "../errors.ts";
import type { RedactionErrorCode } from "./errors.ts";

/** What to do with each leaf; `field` is the key it stands under, the nearest one for items of an array. */
export interface LeafMapping {
  readonly string: (text: string, field: string) => string | number;
  /** A key; as a string in no field, where this isn't given. */
  readonly key?: (text: string) => string;
  readonly number?: (value: number, field: string) => number | string;
}

/**
 * A copy of a JSON value with every string and key mapped, and the same shape. Two keys that become one are told
 * apart by a number.
 *
 * @throws {SallyportError} `ERR_REDACTION_NOT_JSON`.
 */
export function mapStrings<T>(value: T, mapping: LeafMapping | ((text: string) => string)): T {
  return copy(value, "", typeof mapping === "function" ? { string: mapping } : mapping, []) as T;
}

function copy(value: unknown, field: string, mapping: LeafMapping, ancestors: readonly object[]): unknown {
  switch (typeof value) {
    case "undefined":
    case "boolean":
      return value;
    case "number":
      return mapping.number?.(value, field) ?? value;
    case "string":
      return mapping.string(value, field);
    case "object":
      if (value === null) return null;
      if (ancestors.includes(value) || ancestors.length > 200)
        throw notJson("a cycle, or nesting deeper than 200");
      if (Array.isArray(value)) return value.map((item) => copy(item, field, mapping, [...ancestors, value]));
      return copyObject(value, mapping, [...ancestors, value]);
    default:
      throw notJson(`a ${typeof value}`);
  }
}

function copyObject(value: object, mapping: LeafMapping, ancestors: readonly object[]): object {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw notJson("an object that is not plain");
  const entries = new Map<string, unknown>();
  /** How many keys have become this one: a list of addresses as keys is one key, thousands of times. */
  const twins = new Map<string, number>();
  for (const [key, child] of Object.entries(value)) {
    const shown = mapping.key?.(key) ?? String(mapping.string(key, ""));
    let twin = twins.get(shown) ?? 1;
    let unique = twin === 1 ? shown : `${shown} ${twin}`;
    while (entries.has(unique)) unique = `${shown} ${++twin}`;
    twins.set(shown, twin + 1);
    entries.set(unique, copy(child, key, mapping, ancestors));
  }
  // Not by assignment: a key "__proto__" must stay a key.
  return Object.fromEntries(entries);
}

function notJson(found: string): SallyportError<RedactionErrorCode> {
  return new SallyportError({
    code: "ERR_REDACTION_NOT_JSON",
    message: `The value contains ${found}, which has no JSON form.`,
    hint: "Pass plain JSON: null, booleans, numbers, strings, arrays and plain objects.",
  });
}
