import type { JsonValue } from "../crypto/index.ts";

/** A value inside the arguments that is no object or list, or an empty one, with its pointer (RFC 6901). */
export interface Leaf {
  readonly pointer: string;
  readonly value: JsonValue;
}

/** Every leaf below a value, in order. */
export function leavesOf(value: JsonValue, pointer = ""): readonly Leaf[] {
  const entries = entriesOf(value);
  if (entries.length === 0) return [{ pointer, value }];
  return entries.flatMap(([key, child]) => leavesOf(child, `${pointer}/${escapeKey(key)}`));
}

/** What a pointer with `*` for any key leads to; nothing when it is not there. */
export function resolvePointer(value: JsonValue, pointer: string): readonly Leaf[] {
  return keysOf(pointer).reduce<readonly Leaf[]>(
    (found, key) =>
      found.flatMap((leaf) =>
        entriesOf(leaf.value)
          .filter(([name]) => key === "*" || name === key)
          .map(([name, child]) => ({ pointer: `${leaf.pointer}/${escapeKey(name)}`, value: child })),
      ),
    [{ pointer: "", value }],
  );
}

/** The unescaped keys of a pointer. */
export function keysOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function entriesOf(value: JsonValue): readonly [string, JsonValue][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function escapeKey(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
