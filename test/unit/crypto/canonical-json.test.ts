import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../../sdk/src/crypto/index.ts";

describe("canonicalJson", () => {
  it("follows the RFC 8785 section 3.2.2 sample", () => {
    const sample = {
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\u002f",
      literals: [null, true, false],
    };
    expect(canonicalJson(sample)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it("sorts keys by UTF-16 code units (RFC 8785 section 3.2.3)", () => {
    const keys = ["\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6"];
    const value = Object.fromEntries(keys.map((key) => [key, 0]));
    expect(Object.keys(JSON.parse(canonicalJson(value)))).toEqual([
      "1",
      "\r",
      "\u0080",
      "\u00f6",
      "\u20ac",
      "\ud83d\ude00",
      "\ufb33",
    ]);
  });

  it.each([
    ["undefined", { a: undefined }, "$.a"],
    ["NaN", [Number.NaN], "$[0]"],
    ["Infinity", { a: { b: Number.POSITIVE_INFINITY } }, "$.a.b"],
    ["a bigint", { a: 1n }, "$.a"],
    ["a date", { a: new Date(0) }, "$.a"],
    ["a map", new Map([["a", 1]]), "$"],
    ["a lone surrogate", ["\ud800"], "$[0]"],
    ["a lone surrogate in a key", { "\udc00": 1 }, "$"],
    ["a hole", new Array(1), "$[0]"],
    ["a function", { toJSON: () => 1 }, "$.toJSON"],
    ["a symbol key", { [Symbol("x")]: 1 }, "$"],
  ])("refuses %s and names the path", (_name, value, path) => {
    expect(() => canonicalJson(value)).toThrow(
      expect.objectContaining({ code: "ERR_CRYPTO_NOT_JSON", message: expect.stringContaining(` ${path} `) }),
    );
  });

  it("refuses a cycle and bottomless nesting instead of overflowing the stack", () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    let deep: unknown = 0;
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    expect(() => canonicalJson(cycle)).toThrow("a cycle");
    expect(() => canonicalJson(deep)).toThrow("nesting deeper than 200");
  });

  it("does not put the offending value into the error", () => {
    expect(() => canonicalJson({ a: "secret-value\ud800" })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("secret-value") }),
    );
  });
});
