import { describe, expect, it } from "vitest";
import { calibrate } from "../../../sdk/src/retrieval/index/calibrate.ts";
import { candidatesFor, finalists, shortlist } from "../../../sdk/src/retrieval/index/effort.ts";
import { listCapacity } from "../../../sdk/src/retrieval/index/layout.ts";
import { planRows } from "../../../sdk/src/retrieval/index/plan.ts";
import { Rows } from "../../../sdk/src/retrieval/index/rows.ts";
import { searchRows } from "../../../sdk/src/retrieval/index/search-rows.ts";
import { vectorFrom } from "./vectors.ts";

const dimension = 64;
const count = 4000;
const pause = () => undefined;

describe("effort", () => {
  it("never asks for more than the kernel's list holds", () => {
    for (const candidates of [50, 1600]) {
      for (const k of [1, 10, 100, 1000]) {
        const chosen = candidatesFor(candidates, k);
        expect(chosen).toBeGreaterThanOrEqual(finalists(k));
        expect(shortlist(chosen)).toBeLessThanOrEqual(listCapacity);
      }
    }
  });

  it("measured for ten results suffices for any number of them", async () => {
    const rows = new Rows(dimension, true);
    rows.extend(count);
    for (let row = 0; row < count; row++) {
      rows.write(row, { label: 1, document: row, chunk: row, vector: vectorFrom(row, dimension) });
    }
    const plan = planRows(rows.labels, rows.count, Uint8Array.of(0, 1));
    const effort = await calibrate(rows, plan, 0.97, pause);
    expect(effort.type).toBe("bits");
    for (const k of [1, 10, 50, 200]) {
      let found = 0;
      for (let question = 0; question < 20; question++) {
        const query = { plan, vector: vectorFrom(100_000 + question, dimension), k, pause };
        const truth = await searchRows(rows, { ...query, effort: { type: "exact" } });
        const nearest = new Set(truth.best.map(({ row }) => row));
        const { best } = await searchRows(rows, { ...query, effort });
        found += best.filter(({ row }) => nearest.has(row)).length;
      }
      expect(found / (20 * k)).toBeGreaterThanOrEqual(0.95);
    }
  });
});
