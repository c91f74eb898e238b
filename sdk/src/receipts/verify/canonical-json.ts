/**
 * RFC 8785 text of a value that came out of `JSON.parse`. Strings and numbers are written as ECMAScript's
 * `JSON.stringify` does (sections 3.2.2.2 and 3.2.2.3), members sorted by UTF-16 code units (section 3.2.3).
 *
 * @throws {TypeError} for what JSON cannot hold, and for strings that are not well-formed.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const names = Object.keys(value).sort();
    const members = value as Readonly<Record<string, unknown>>;
    return `{${names.map((name) => `${canonicalJson(name)}:${canonicalJson(members[name])}`).join(",")}}`;
  }
  const text = JSON.stringify(value);
  // A lone surrogate is the one thing that JSON.stringify escapes with \ud…; RFC 8785 forbids it.
  const isJson = value === null || ["boolean", "string"].includes(typeof value) || Number.isFinite(value);
  if (!isJson || (typeof value === "string" && !isWellFormed(value))) throw new TypeError("not a JSON value");
  return text;
}

/** `String.prototype.isWellFormed`, which not every browser has. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
