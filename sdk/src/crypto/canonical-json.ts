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
  assertJson(value);
  return canonicalize(value) as string;
}

/** Throws unless `value` is plain JSON: no undefined, bigint, NaN, class instance, cycle or lone surrogate. */
export function assertJson(value: unknown): asserts value is JsonValue {
  assertNode(value, { ancestors: [], keys: [] });
}

/** Where the walk is. One object for the whole walk, since every receipt and every call goes through here. */
interface Place {
  readonly ancestors: object[];
  readonly keys: (string | number)[];
}

const deepest = 200;

function assertNode(value: unknown, place: Place): void {
  switch (typeof value) {
    case "boolean":
      return;
    case "string":
      if (!value.isWellFormed()) refuse(place, "a string with a lone surrogate");
      return;
    case "number":
      if (!Number.isFinite(value)) refuse(place, "a number that is not finite");
      return;
    case "object":
      if (value !== null) assertContainer(value, place);
      return;
    default:
      refuse(place, `a ${typeof value}`);
  }
}

function assertContainer(value: object, place: Place): void {
  if (place.ancestors.includes(value)) refuse(place, "a cycle");
  if (place.ancestors.length > deepest) refuse(place, `nesting deeper than ${deepest}`);
  place.ancestors.push(value);
  if (Array.isArray(value)) assertArray(value, place);
  else assertPlainObject(value, place);
  place.ancestors.pop();
}

function assertArray(value: readonly unknown[], place: Place): void {
  for (let index = 0; index < value.length; index++) {
    place.keys.push(index);
    if (!(index in value)) refuse(place, "a hole in an array");
    assertNode(value[index], place);
    place.keys.pop();
  }
}

function assertPlainObject(value: object, place: Place): void {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) refuse(place, "an object that is not plain");
  if (Object.getOwnPropertySymbols(value).length > 0) refuse(place, "an object with symbol keys");
  for (const key of Object.keys(value)) {
    if (!key.isWellFormed()) refuse(place, "a key with a lone surrogate");
    place.keys.push(key);
    assertNode((value as Record<string, unknown>)[key], place);
    place.keys.pop();
  }
}

function refuse({ keys }: Place, found: string): never {
  const path = keys.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
  throw new SallyportError({
    code: "ERR_CRYPTO_NOT_JSON",
    message: `The value at $${path.toWellFormed()} is ${found}, which has no canonical JSON form.`,
    hint: "Pass plain JSON: null, booleans, finite numbers, well-formed strings, arrays and plain objects.",
  });
}
