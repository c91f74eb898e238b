import { SallyportError } from "../errors.ts";
import type { RedactionErrorCode } from "./errors.ts";
import { isHeading } from "./tables/index.ts";

/**
 * What to do with each leaf; `fields` are the key it stands under, the nearest one for items of an array, and behind it
 * the name of its column where an array of rows begins with such names.
 */
export interface LeafMapping {
  readonly string: (text: string, fields: readonly string[]) => string | number;
  /** A key; as a string in no field, where this isn't given. */
  readonly key?: (text: string) => string;
  readonly number?: (value: number, fields: readonly string[]) => number | string;
}

/**
 * A copy of a JSON value with every string and key mapped, and the same shape. Two keys that become one are told
 * apart by a number.
 *
 * @throws {SallyportError} `ERR_REDACTION_NOT_JSON`.
 */
export function mapStrings<T>(value: T, mapping: LeafMapping | ((text: string) => string)): T {
  return copy(value, [], typeof mapping === "function" ? { string: mapping } : mapping, []) as T;
}

function copy(
  value: unknown,
  fields: readonly string[],
  mapping: LeafMapping,
  ancestors: readonly object[],
): unknown {
  switch (typeof value) {
    case "undefined":
    case "boolean":
      return value;
    case "number":
      return mapping.number?.(value, fields) ?? value;
    case "string":
      return mapping.string(value, fields);
    case "object":
      if (value === null) return null;
      if (ancestors.includes(value) || ancestors.length > 200)
        throw notJson("a cycle, or nesting deeper than 200");
      if (Array.isArray(value)) return copyArray(value, fields, mapping, [...ancestors, value]);
      return copyObject(value, mapping, [...ancestors, value]);
    default:
      throw notJson(`a ${typeof value}`);
  }
}

function copyArray(
  rows: readonly unknown[],
  fields: readonly string[],
  mapping: LeafMapping,
  ancestors: readonly object[],
): unknown[] {
  const columns = columnsOf(rows);
  return rows.map((row, index) =>
    columns !== undefined && index > 0 && Array.isArray(row) && !ancestors.includes(row)
      ? row.map((cell, at) =>
          copy(cell, [...fields, ...columns.slice(at, at + 1)], mapping, [...ancestors, row]),
        )
      : copy(row, fields, mapping, ancestors),
  );
}

/** The names in the first of several rows; none of them has been replaced. */
function columnsOf([first, second]: readonly unknown[]): readonly string[] | undefined {
  if (!Array.isArray(first) || !Array.isArray(second) || first.length < 2) return undefined;
  return first.every((name) => typeof name === "string" && isHeading(name) && !name.includes("["))
    ? first
    : undefined;
}

function copyObject(value: object, mapping: LeafMapping, ancestors: readonly object[]): object {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw notJson("an object that is not plain");
  const entries = new Map<string, unknown>();
  /** How many keys have become this one: a list of addresses as keys is one key, thousands of times. */
  const twins = new Map<string, number>();
  for (const [key, child] of Object.entries(value)) {
    const shown = mapping.key?.(key) ?? String(mapping.string(key, []));
    let twin = twins.get(shown) ?? 1;
    let unique = twin === 1 ? shown : `${shown} ${twin}`;
    while (entries.has(unique)) unique = `${shown} ${++twin}`;
    twins.set(shown, twin + 1);
    entries.set(unique, copy(child, [key], mapping, ancestors));
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
