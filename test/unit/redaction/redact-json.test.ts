import { describe, expect, it } from "vitest";
import { createRedactor } from "../../../sdk/src/redaction/index.ts";
import { inProportion, orderOfGrowth } from "../../computing-time.ts";

const redactor = createRedactor();
const shown = <T>(value: T) => redactor.redactJson(value, { sink: "answer" });
const address = "ana.pereira@example.com";

describe("structured data", () => {
  it("[G6] is redacted in keys, nested texts and numbers, and stays what it was", () => {
    const card = Number(["4111", "1111", "1111", "1111"].join(""));
    expect(shown({ [address]: [{ deep: [address, 7, null, true] }], card })).toEqual({
      "[EMAIL]": [{ deep: ["[EMAIL]", 7, null, true] }],
      card: "[CARD]",
    });
  });

  it("[G6] keeps keys apart that become one, also beside one of that name", () => {
    const value = { "[EMAIL] 2": 0, "a@example.com": 1, "b@example.com": 2, "c@example.com": 3 };
    expect(shown(value)).toEqual({ "[EMAIL] 2": 0, "[EMAIL]": 1, "[EMAIL] 3": 2, "[EMAIL] 4": 3 });
  });

  it("[G6] takes no longer per key the more of them become one", () => {
    const list = (length: number) =>
      Object.fromEntries(Array.from({ length }, (_, index) => [`a${index}@example.com`, index]));
    expect(Object.keys(shown(list(4_000)))).toHaveLength(4_000);
    // Looking for the next free name anew each time would go with the square.
    expect(orderOfGrowth(list, shown, [500, 4_000])).toBeLessThan(inProportion);
  });

  it("has no way to its prototype, and calls nothing of what it is given twice", () => {
    const hostile = JSON.parse(`{"__proto__": {"isAdmin": true, "to": "${address}"}, "constructor": "x"}`);
    const copy = shown(hostile);
    expect(Reflect.get({}, "isAdmin")).toBeUndefined();
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
    expect(JSON.stringify(copy)).toBe('{"__proto__":{"isAdmin":true,"to":"[EMAIL]"},"constructor":"x"}');
    let read = 0;
    const turning = {
      get to() {
        read += 1;
        return read === 1 ? "nobody" : address;
      },
    };
    expect(shown(turning)).toEqual({ to: "nobody" });
  });

  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  const deep = JSON.parse(`${"[".repeat(300)}${"]".repeat(300)}`);
  it.each<[string, unknown]>([
    ["a cycle", cycle],
    ["nesting without end", deep],
    ["a map", new Map([[address, address]])],
    ["a set", [new Set([address])]],
    ["a date", { at: new Date(0) }],
    ["bytes", { data: Buffer.from(address) }],
    ["a big integer", { id: 10n }],
    [
      "a class of its own",
      new (class Person {
        mail = address;
      })(),
    ],
    ["a text in a box", [Object(address)]],
    ["an own toJSON", { toJSON: () => address }],
    ["a symbol", [Symbol(address)]],
  ])("[G8] is refused where it is none: %s", (_, value) => {
    expect(() => shown(value)).toThrow(expect.objectContaining({ code: "ERR_REDACTION_NOT_JSON" }));
  });

  it("[G6] finds a value before a file's extension, and leaves other dots alone", () => {
    const files = [`${address}.pdf`, "report.v2.pdf", "3.14", "example.com"];
    expect(shown({ files })).toEqual({ files: ["[EMAIL].pdf", ...files.slice(1)] });
    expect(shown({ file: "password=hunter2x!.txt" })).toEqual({ file: "password=[SECRET].txt" });
  });
});
