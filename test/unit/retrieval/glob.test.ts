import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createGlob } from "../../../sdk/src/retrieval/glob.ts";
import { inProportion, orderOfGrowth } from "../../computing-time.ts";

describe("globs", () => {
  it.each([
    ["handbook/*.md", ["handbook/a.md", "handbook/.md"], ["handbook/a/b.md", "handbook/a.mdx", "a.md"]],
    [
      "handbook/**",
      ["handbook", "handbook/a", "handbook/a/b/c", "handbook/.hidden/x"],
      ["handbooks/a", "x/handbook/a"],
    ],
    ["**", ["a", "a/b", ".x"], []],
    ["**/secret/*", ["secret/a", "a/b/secret/c"], ["secret", "a/secret/b/c", "asecret/b"]],
    ["a/**/z", ["a/z", "a/b/z", "a/b/c/z"], ["a/b", "az"]],
    [
      "p?ice-[0-9][!x].csv",
      ["price-1a.csv", "pzice-9-.csv"],
      ["pice-1a.csv", "price-1x.csv", "price-aa.csv"],
    ],
    ["{a,b{c,d}}/*.{md,txt}", ["a/x.md", "bc/x.txt", "bd/y.md"], ["b/x.md", "bc/x.pdf"]],
    ["dues \\(2026\\).md", ["dues (2026).md"], ["dues 2026.md"]],
    ["dues (2026).md", ["dues (2026).md"], ["dues 2026.md"]],
    ["./a.md", ["a.md"], ["./a.md"]],
    ["\\*.md", ["*.md"], ["a.md"]],
    ["a,b}.md", ["a,b}.md"], ["a.md"]],
    ["*ß?.md", ["großé.md", "ß😀.md"], ["ß.md"]],
  ])("%s", (pattern, matching, others) => {
    const glob = createGlob(pattern);
    expect(matching.filter((path) => !glob(path))).toEqual([]);
    expect(others.filter(glob)).toEqual([]);
  });

  it.each(["", "!secret/**", "+(a|b)", "*(a)", "{a,b", "[a", "a\\", "{a,b}".repeat(9)])(
    "refuses %s, which it would otherwise take for something else",
    (pattern) => expect(() => createGlob(pattern)).toThrow(TypeError),
  );

  it("takes time in proportion, whatever pattern meets whatever path", () => {
    for (const [pattern, part] of [
      [`${"*a".repeat(500)}b`, "aaaa"],
      [`${"**/".repeat(300)}b`, "a/a/"],
      [`${"**/*a*".repeat(100)}b`, "a/a"],
    ] as const) {
      const look = (path: string) => expect(createGlob(pattern)(path)).toBe(false);
      expect(orderOfGrowth((size) => part.repeat(size), look, [2000, 16_000])).toBeLessThan(inProportion);
    }
  });

  it("matches any path written literally, and no other of its length", () =>
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: "grapheme" }),
        fc.string({ minLength: 1 }),
        (path, other) => {
          const literal = Array.from(path, (character) => `\\${character}`).join("");
          expect(createGlob(literal)(path)).toBe(true);
          expect(createGlob(literal)(other)).toBe(path === other);
        },
      ),
    ));
});
