import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { domains } from "../../sdk/bench/gate/domains/index.ts";
import { carriers, disguises } from "../../sdk/bench/gate/play.ts";

const page = readFileSync(new URL("../../docs/threat-model.md", import.meta.url), "utf8");
const rows = [...page.matchAll(/^\| (\S+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) % \| (\d+) % \|$/gm)];

describe("the table in docs/threat-model.md", () => {
  it("is of the suite as it is now", () => {
    const ways = carriers.length * disguises.length;
    expect(rows.map(([, name, cases]) => [name, Number(cases)])).toEqual(
      domains.map(({ name, attacks }) => [name, attacks.length * ways]),
    );
    expect(rows.reduce((sum, [, , cases]) => sum + Number(cases), 0)).toBeGreaterThanOrEqual(300);
  });

  it("[G2] tells of no effect that nobody asked for", () => {
    for (const [, , , unguarded, high, other] of rows) {
      expect([Number(unguarded) > 0, high, other]).toEqual([true, "0", "0"]);
    }
  });
});
