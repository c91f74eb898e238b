import { describe, expect, it } from "vitest";
import { Helper, type ScanTask } from "../../../sdk/src/retrieval/index/helper.ts";
import { planRows } from "../../../sdk/src/retrieval/index/plan.ts";
import { Rows } from "../../../sdk/src/retrieval/index/rows.ts";
import { createScanThreads, oneThread } from "../../../sdk/src/retrieval/index/scan-threads.ts";
import { searchRows } from "../../../sdk/src/retrieval/index/search-rows.ts";
import { randomFrom, vectorFrom } from "./vectors.ts";

const dimension = 16;
const count = 100_000;

function manyRows(): Rows {
  const rows = new Rows(dimension, true);
  rows.extend(count);
  const next = randomFrom(1);
  for (let row = 0; row < count; row++) {
    const vector = Float32Array.from({ length: dimension }, () => next() - 0.5);
    const label = row % 1000 < 700 ? 1 : 2;
    rows.write(row, { label, document: row, chunk: row, vector });
  }
  return rows;
}

describe("scan threads", () => {
  it("find the same, to the bit, as one thread does", async () => {
    const rows = manyRows();
    const plan = planRows(rows.labels, rows.count, Uint8Array.of(0, 1, 0));
    expect(plan.rows).toBe(70_000);
    for (const seed of [1, 2, 3]) {
      const query = { plan, vector: vectorFrom(-seed, dimension), k: 10, pause: () => undefined };
      const effort = { type: "bits", candidates: 800 } as const;
      const alone = await searchRows(rows, { ...query, effort, threads: oneThread });
      expect(alone.compared).toBe(plan.rows);
      for (const parts of [2, 3, 4]) {
        expect(await searchRows(rows, { ...query, effort, threads: createScanThreads(parts) })).toEqual(
          alone,
        );
      }
    }
  });

  it("says so when a thread has died, and starts another one", async () => {
    const { memory, layout } = new Rows(dimension, true);
    const threads = createScanThreads(2);
    const fine: ScanTask = {
      call: "compareBits",
      parameters: [layout.runs, 0, layout.queryBits, layout.histograms],
    };
    const deadly = { ...fine, call: "crash" as "compareBits" };
    const run = (second: ScanTask) => threads.run(memory, layout, [fine, second], () => 0);
    expect(await run(fine)).toEqual([0, 0]);
    await expect(run(deadly)).rejects.toMatchObject({ code: "ERR_RETRIEVAL_THREAD" });
    expect(await run(fine)).toEqual([0, 0]);
  });

  it("work for more memories than they keep", async () => {
    const helper = new Helper();
    for (let round = 0; round < 30; round++) {
      const { memory, layout } = new Rows(dimension, true);
      helper.start(memory, layout, {
        call: "compareBits",
        parameters: [layout.runs, 0, layout.queryBits, layout.histograms],
      });
      expect(await helper.result()).toBe(0);
    }
  });
});
