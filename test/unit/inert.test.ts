import { describe, expect, it } from "vitest";
import { inert } from "../../sdk/src/inert.ts";

describe("inert", () => {
  it("shows what would move, hide or reorder as its code point", () => {
    expect(inert("a\u001b[2Jb\r\nc\u202ed\u200be\u{e0041}f\u2028g\u00adh\u3164i")).toBe(
      "a\\u{1b}[2Jb\\u{d}\\u{a}c\\u{202e}d\\u{200b}e\\u{e0041}f\\u{2028}g\\u{ad}h\\u{3164}i",
    );
  });

  it("leaves writing alone, and cuts piles of marks", () => {
    for (const writing of ["Refund €12.40", "Müller & Söhne", "注文 10492", "สวัสดี", "नमस्ते"]) {
      expect(inert(writing)).toBe(writing);
    }
    expect(inert(`a${"\u0301".repeat(50)}`)).toBe(`a${"\\u{301}".repeat(50)}`);
  });
});
