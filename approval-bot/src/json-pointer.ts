import type { JsonValue } from "@sallyport/sdk";

/** The value at a JSON pointer (RFC 6901); undefined where there is none. */
export function readPointer(value: JsonValue, pointer: string): JsonValue | undefined {
  let at: JsonValue | undefined = value;
  for (const key of keysOf(pointer)) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Readonly<Record<string, JsonValue>>)[key];
  }
  return at;
}

/** A copy with another value there. @throws {TypeError} where there is no such place. */
export function writePointer(value: JsonValue, pointer: string, next: JsonValue): JsonValue {
  const copy = structuredClone({ root: value }) as { root: JsonValue };
  const [last = "", ...path] = [...keysOf(pointer)].reverse();
  const parent = readPointer(
    copy.root,
    path
      .reverse()
      .map((key) => `/${encode(key)}`)
      .join(""),
  );
  if (typeof parent !== "object" || parent === null || !Object.hasOwn(parent, last))
    throw new TypeError("There is no such place in the arguments.");
  (parent as Record<string, JsonValue>)[last] = next;
  return copy.root;
}

const encode = (key: string) => key.replaceAll("~", "~0").replaceAll("/", "~1");
const keysOf = (pointer: string) =>
  pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
