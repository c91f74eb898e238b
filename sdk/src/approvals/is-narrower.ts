import { canonicalJson, type JsonValue } from "../crypto/index.ts";

/**
 * Whether `after` asks for less than `before` and for nothing else: at the `narrowable` places (JSON pointers)
 * a positive whole number may be lower, and a list may lack entries; everything else is as it was.
 */
export function isNarrower(before: JsonValue, after: JsonValue, narrowable: readonly string[]): boolean {
  return canonicalJson(before) !== canonicalJson(after) && isWithin(before, after, new Set(narrowable), "");
}

function isWithin(before: JsonValue, after: JsonValue, narrowable: ReadonlySet<string>, at: string): boolean {
  if (canonicalJson(before) === canonicalJson(after)) return true;
  if (narrowable.has(at) && isLess(before, after)) return true;
  if (!isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after))
    return false;
  const keys = Object.keys(before);
  if (keys.length !== Object.keys(after).length) return false;
  return keys.every(
    (key) =>
      Object.hasOwn(after, key) &&
      isWithin(
        (before as Members)[key] as JsonValue,
        (after as Members)[key] as JsonValue,
        narrowable,
        `${at}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`,
      ),
  );
}

type Members = Readonly<Record<string, JsonValue>>;

function isLess(before: JsonValue, after: JsonValue): boolean {
  if (typeof before === "number" && typeof after === "number") {
    return Number.isSafeInteger(after) && after > 0 && after < before;
  }
  return Array.isArray(before) && Array.isArray(after) && after.length > 0 && isSubsequence(before, after);
}

function isSubsequence(whole: readonly JsonValue[], part: readonly JsonValue[]): boolean {
  const wanted = part.map(canonicalJson);
  let found = 0;
  for (const item of whole) if (canonicalJson(item) === wanted[found]) found++;
  return found === wanted.length;
}

function isContainer(value: JsonValue): value is readonly JsonValue[] | Members {
  return typeof value === "object" && value !== null;
}
