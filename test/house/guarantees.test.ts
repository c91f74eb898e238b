import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { guarantees } from "../guarantees.ts";

const folder = fileURLToPath(new URL("..", import.meta.url));
const cited = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.ts"))
  .flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/["'`]\[(G\d+)\]/g)].map((match) => match[1]),
  );

it.each(guarantees)("$id is attacked by at least one test", ({ id }) => {
  expect(cited).toContain(id);
});

it("no test cites a guarantee that does not exist", () => {
  const known = new Set(guarantees.map(({ id }) => id));
  expect(cited.filter((id) => !known.has(id ?? ""))).toEqual([]);
});

it("every known gap carries its reason", () => {
  for (const { gaps } of guarantees) for (const gap of gaps) expect(gap.length).toBeGreaterThan(40);
});
