import { expect, it } from "vitest";
import { readPointer, writePointer } from "../../../approval-bot/src/json-pointer.ts";

const value = { a: { "b/c": [1, { "~": 2 }] }, n: null };

it("reads and writes by RFC 6901, in a copy", () => {
  expect(readPointer(value, "/a/b~1c/1/~0")).toBe(2);
  expect(readPointer(value, "")).toBe(value);
  expect(writePointer(value, "/a/b~1c/1/~0", 3)).toEqual({ a: { "b/c": [1, { "~": 3 }] }, n: null });
  expect(writePointer(value, "/a/b~1c/0", 9)).toEqual({ a: { "b/c": [9, { "~": 2 }] }, n: null });
  expect(value.a["b/c"]).toEqual([1, { "~": 2 }]);
});

it.each(["/x", "/n/x", "/a/b~1c/2", "/__proto__", "/constructor/prototype", "/a/toString"])(
  "knows no %s",
  (pointer) => {
    expect(readPointer(value, pointer)).toBeUndefined();
    expect(() => writePointer(value, pointer, "x")).toThrow(TypeError);
    expect(Object.hasOwn(Object.prototype, "x")).toBe(false);
  },
);
