import canonicalize from "canonicalize";
import { SallyportError } from "../errors.ts";

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/**
 * RFC 8785 (JSON Canonicalization Scheme) text of a JSON value. Injective: two values have the same text
 * only if they are the same JSON value, so a digest or signature over it binds exactly one value.
 *
 * The library follows `JSON.stringify` where that is lenient (`undefined`, `toJSON`, class instances, lone
 * surrogates), which would let two different inputs share one text; those are refused here first.
 *
 * @throws {SallyportError} `ERR_CRYPTO_NOT_JSON` naming the path of the offending value, never the value.
 */
export function canonicalJson(value: unknown): string {
  assertJson(value, "$", []);
  return canonicalize(value) as string;
}

/** Throws unless `value` is plain JSON: no undefined, bigint, NaN, class instance, cycle or lone surrogate. */
export function assertJson(
  value: unknown,
  path = "$",
  ancestors: readonly object[] = [],
): asserts value is JsonValue {
  switch (typeof value) {
    case "boolean":
      return;
    case "string":
      if (!value.isWellFormed()) refuse(path, "a string with a lone surrogate");
      return;
    case "number":
      if (!Number.isFinite(value)) refuse(path, "a number that is not finite");
      return;
    case "object":
      if (value === null) return;
      if (ancestors.includes(value)) refuse(path, "a cycle");
      if (ancestors.length > 200) refuse(path, "nesting deeper than 200");
      if (Array.isArray(value)) assertArray(value, path, ancestors);
      else assertPlainObject(value, path, ancestors);
      return;
    default:
      refuse(path, `a ${typeof value}`);
  }
}

function assertArray(value: readonly unknown[], path: string, ancestors: readonly object[]): void {
  const inside = [...ancestors, value];
  for (let index = 0; index < value.length; index++) {
    if (!(index in value)) refuse(`${path}[${index}]`, "a hole in an array");
    assertJson(value[index], `${path}[${index}]`, inside);
  }
}

function assertPlainObject(value: object, path: string, ancestors: readonly object[]): void {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) refuse(path, "an object that is not plain");
  if (Object.getOwnPropertySymbols(value).length > 0) refuse(path, "an object with symbol keys");
  const inside = [...ancestors, value];
  for (const [key, child] of Object.entries(value)) {
    if (!key.isWellFormed()) refuse(path, "a key with a lone surrogate");
    assertJson(child, `${path}.${key}`, inside);
  }
}

function refuse(path: string, found: string): never {
  throw new SallyportError({
    code: "ERR_CRYPTO_NOT_JSON",
    message: `The value at ${path} is ${found}, which has no canonical JSON form.`,
    hint: "Pass plain JSON: null, booleans, finite numbers, well-formed strings, arrays and plain objects.",
  });
}
