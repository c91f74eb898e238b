import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileKernel } from "../../../sdk/kernel/build.ts";
import type { Kernel } from "../../../sdk/src/retrieval/index/kernel.ts";
import { kernelCode } from "../../../sdk/src/retrieval/index/kernel-code.ts";
import { graphDegree } from "../../../sdk/src/retrieval/index/layout.ts";
import { partsOf } from "../../../sdk/src/retrieval/index/quantise.ts";
import { Rows } from "../../../sdk/src/retrieval/index/rows.ts";
import { toUnitVector } from "../../../sdk/src/retrieval/vector.ts";
import { referenceKernel } from "./reference-kernel.ts";
import { vectorFrom } from "./vectors.ts";

function rowsOf(dimension: number, count: number, seed: number, resident = true, expected = 0): Rows {
  const rows = new Rows(dimension, resident, expected, [{ first: 0, count: 700 }]);
  rows.extend(count);
  for (let row = 0; row < count; row++) {
    rows.write(row, { label: 1, document: row, chunk: row, vector: vectorFrom(seed + row, dimension) });
  }
  return rows;
}

/** Runs both kernels on copies of the same memory and compares all the memory that they leave. */
function bothDo(rows: Rows, work: (kernel: Kernel) => unknown): void {
  const before = new Uint8Array(rows.memory.buffer).slice();
  const result = work(rows.kernel);
  const after = new Uint8Array(rows.memory.buffer).slice();
  const copy = new SharedArrayBuffer(before.length);
  new Uint8Array(copy).set(before);
  const expected = work(referenceKernel(copy, rows.layout));
  // The kernel's heap is its own business.
  for (const memory of [after, new Uint8Array(copy)]) memory.fill(0, rows.layout.heap, rows.layout.list);
  expect(result).toEqual(expected);
  expect(Buffer.compare(after, new Uint8Array(copy))).toBe(0);
}

const cases = fc.record({
  dimension: fc.constantFrom(3, 64, 128, 300, 384, 512, 1536),
  // How many rows to expect decides how long a block is.
  expected: fc.constantFrom(0, 0, 0, 1_000_000),
  count: fc.integer({ min: 1, max: 600 }),
  seed: fc.nat(1_000_000),
  cuts: fc.uniqueArray(fc.nat(600), { maxLength: 8 }),
});

/** Some of the rows, as runs. */
function runsFrom(cuts: readonly number[], count: number): Uint32Array {
  const sorted = [...cuts.filter((cut) => cut <= count), 0, count].sort((a, b) => a - b);
  const pairs: number[] = [];
  for (let index = 0; index + 1 < sorted.length; index += 2) {
    if (sorted[index]! < sorted[index + 1]!) pairs.push(sorted[index]!, sorted[index + 1]!);
  }
  return Uint32Array.from(pairs);
}

describe("the kernel", () => {
  it("is what its source compiles to", async () => {
    expect(kernelCode).toBe(Buffer.from(await compileKernel()).toString("base64"));
  });

  it("does to the bit what the reference does, and writes nowhere else", () =>
    fc.assert(
      fc.property(cases, ({ dimension, expected, count, seed, cuts }) => {
        const rows = rowsOf(dimension, count, seed, true, expected);
        const { layout, views } = rows;
        const runs = runsFrom(cuts, count);
        views.integers.set(runs, layout.runs / 4);
        rows.ask(vectorFrom(seed + 7, dimension));
        bothDo(rows, (kernel) =>
          kernel.writeQuery(layout.query, 4095, layout.queryBits, layout.queryWords, layout.queryPlanes),
        );
        bothDo(rows, (kernel) => kernel.writeRow(count - 1, layout.query, 1));
        const runCount = runs.length / 2;
        bothDo(rows, (kernel) =>
          kernel.compareBits(layout.runs, runCount, layout.queryBits, layout.histograms),
        );
        bothDo(rows, (kernel) => kernel.listNear(layout.runs, runCount, dimension / 2, layout.list));
        let listed = 0;
        bothDo(rows, (kernel) => {
          listed = kernel.listRows(layout.runs, runCount, layout.list);
          return listed;
        });
        bothDo(rows, (kernel) => kernel.scoreBits(layout.list, listed, layout.queryPlanes));
        bothDo(rows, (kernel) => kernel.keepBestBits(layout.list, listed, 20, layout.heap));
        bothDo(rows, (kernel) => kernel.scoreCodes(layout.list, Math.min(listed, 20), layout.queryWords));
        bothDo(rows, (kernel) => kernel.scoreVectors(layout.list, Math.min(listed, 20), layout.query));
        bothDo(rows, (kernel) => kernel.keepBest(layout.list, Math.min(listed, 20), 5, layout.heap));
      }),
      { numRuns: 25 },
    ));

  it("walks a graph as the reference does, and never out of its run, whatever the links say", () =>
    fc.assert(
      fc.property(cases, fc.infiniteStream(fc.nat(2 ** 32 - 1)), ({ dimension, count, seed }, wild) => {
        const rows = rowsOf(dimension, count, seed);
        const { layout, views } = rows;
        rows.ask(vectorFrom(seed + 7, dimension));
        const first = Math.floor(count / 3);
        const nodes = Math.max(1, Math.floor(count / 2));
        for (let link = 0; link < nodes * graphDegree; link++) {
          const any = wild.next().value!;
          views.integers[layout.links / 4 + link] = any % 40 === 0 ? any : any % nodes;
        }
        // Rows that no plan has given it: were one compared, its NaN would show.
        for (let row = 0; row < count; row++) {
          if (row < first || row >= first + nodes)
            views.floats[partsOf(layout, row).scale.at / 4] = Number.NaN;
        }
        views.integers.set([first, 0, first + nodes, 0, first + nodes - 1, 0], layout.list / 4);
        const pool = layout.list + graphDegree * 8;
        bothDo(rows, (kernel) =>
          kernel.walkGraph(
            ...([first, nodes, layout.links, layout.visited, layout.list, 3, pool, 9] as const),
            layout.queryWords,
          ),
        );
        expect(views.integers[pool / 4]).toBeGreaterThanOrEqual(first);
        expect(views.floats[pool / 4 + 1]).not.toBeNaN();
      }),
      { numRuns: 40 },
    ));

  it("gives a vector that stays on disk the same score, to the bit", () => {
    const resident = rowsOf(384, 10, 1);
    const vector = vectorFrom(99, 384);
    resident.ask(vector);
    resident.views.integers.set([3], resident.layout.list / 4);
    resident.kernel.scoreVectors(resident.layout.list, 1, resident.layout.query);
    const disk = rowsOf(384, 10, 1, false);
    disk.ask(vector);
    disk.views.integers.set([3], disk.layout.list / 4);
    disk.views.floats.set(vectorFrom(4, 384), disk.layout.copies / 4);
    disk.kernel.scoreCopies(disk.layout.list, 1, disk.layout.copies, disk.layout.query);
    const scoreOf = (rows: Rows) => rows.views.integers[rows.layout.list / 4 + 1];
    expect(scoreOf(disk)).toBe(scoreOf(resident));
  });

  it("does not overflow where every component is as large as it gets", () => {
    for (const dimension of [384, 4096]) {
      const rows = new Rows(dimension, true);
      const vector = toUnitVector(new Array(dimension).fill(1));
      rows.extend(1);
      rows.write(0, { label: 1, document: 1, chunk: 1, vector });
      rows.ask(vector);
      const { kernel, layout, views } = rows;
      views.integers.set([0], layout.list / 4);
      kernel.scoreCodes(layout.list, 1, layout.queryWords);
      expect(views.floats[layout.list / 4 + 1]).toBeGreaterThan(0);
    }
  });
});
