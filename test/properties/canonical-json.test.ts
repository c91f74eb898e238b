import fc from "fast-check";
import { expect, it } from "vitest";
import { canonicalJson, digestOf } from "../../sdk/src/crypto/index.ts";

const json = fc.jsonValue();

it("is injective: equal texts only for equal values", () => {
  fc.assert(
    fc.property(json, json, (a, b) => {
      const same = canonicalJson(a) === canonicalJson(b);
      expect(same).toBe(JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)));
    }),
  );
});

it("parses back to the same value, whatever order the keys came in", () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
    }),
  );
});

it("separates purposes: a digest under one tag never equals one under another", () => {
  fc.assert(
    fc.property(json, fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (value, a, b) => {
      fc.pre(a !== b && a.isWellFormed() && b.isWellFormed());
      expect(digestOf(a, value)).not.toBe(digestOf(b, value));
    }),
  );
});

function rebuild(value: unknown, order: (keys: string[]) => string[]): unknown {
  if (Array.isArray(value)) return value.map((child) => rebuild(child, order));
  if (typeof value !== "object" || value === null) return value;
  const source = value as Record<string, unknown>;
  return Object.fromEntries(order(Object.keys(source)).map((key) => [key, rebuild(source[key], order)]));
}

const sorted = (value: unknown) => rebuild(value, (keys) => keys.sort());
const reversed = (value: unknown) => rebuild(value, (keys) => keys.reverse());
