import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");
const readme = read("README.md");
const scripts: Record<string, string> = JSON.parse(read("package.json")).scripts;

/** Formatting and place don't matter, words do. */
const words = (text: string) => text.replaceAll(/[\s,]+/g, " ").trim();

it("shows a program that is compiled", () => {
  const [, shown = ""] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
  const regions = [...read("examples/readme.ts").matchAll(/\/\/ #region readme\n([\s\S]*?)\/\/ #endregion/g)];
  expect(words(shown)).toBe(words(regions.map(([, region]) => region).join("\n")));
});

it("opens with the two commands, has code before line 45, and stays under 200 lines", () => {
  const lines = readme.split("\n");
  const commands = [...readme.matchAll(/^npm .+$/gm)].map(([line]) => line.replace(/\s+#.*/, ""));
  expect(commands.slice(0, 2)).toEqual(["npm ci && npm run demo", "npm ci && npm test"]);
  expect(lines.findIndex((line) => line.startsWith("```ts"))).toBeLessThan(45);
  expect(lines.length).toBeLessThan(200);
});

it("names only scripts and files that exist", () => {
  for (const [, script = ""] of readme.matchAll(/npm run ([a-z:]+)/g))
    expect(Object.keys(scripts)).toContain(script);
  for (const [, path = ""] of readme.matchAll(/\]\((?!http)([^)#]+)\)/g))
    expect(() => read(path)).not.toThrow(/ENOENT/);
});
