import { describe, expect, it } from "vitest";
import type { Effort } from "../../../sdk/src/retrieval/index/effort.ts";
import { type Plan, planRows, slicePlan } from "../../../sdk/src/retrieval/index/plan.ts";
import { partsOf } from "../../../sdk/src/retrieval/index/quantise.ts";
import { type NewRow, Rows } from "../../../sdk/src/retrieval/index/rows.ts";
import { searchRows } from "../../../sdk/src/retrieval/index/search-rows.ts";
import { randomFrom, vectorFrom } from "./vectors.ts";

const dimension = 96;
const count = 6000;
const efforts: readonly Effort[] = [
  { type: "exact" },
  { type: "codes" },
  { type: "bits", candidates: 100 },
  { type: "bits", candidates: 400 },
];

/** Two rows in five have label 1, scattered; the others have label 2. */
const newRows: readonly NewRow[] = (() => {
  const next = randomFrom(1);
  return Array.from({ length: count }, (_, index) => ({
    label: next() < 0.4 ? 1 : 2,
    document: index,
    chunk: index * 3 + 1,
    vector: vectorFrom(1_000_003 + index, dimension),
  }));
})();

function rowsFrom(list: readonly NewRow[], resident = true): Rows {
  const rows = new Rows(list[0]!.vector.length, resident);
  rows.extend(list.length);
  for (const [row, entry] of list.entries()) rows.write(row, entry);
  return rows;
}

const planFor = (rows: Rows, label = 1): Plan =>
  planRows(
    rows.labels,
    rows.count,
    Uint8Array.from({ length: 4 }, (_, one) => (one === label ? 1 : 0)),
  );

async function search(rows: Rows, plan: Plan, vector: Float32Array, effort: Effort, k = 10) {
  const byChunk = new Map(
    Array.from({ length: rows.count }, (_, row) => [rows.chunks[row]!, rows.documents[row]!]),
  );
  const { best, compared } = await searchRows(rows, {
    plan,
    vector,
    k,
    effort,
    readVectors: async (chunks) => chunks.map((chunk) => newRows[byChunk.get(chunk)!]!.vector),
    pause: () => undefined,
  });
  return { compared, best: best.map(({ row, score }) => ({ chunk: rows.chunks[row], score })) };
}

/** Bytes of a row that the plan leaves out become whatever an attacker likes. */
function poison(rows: Rows, value: number): void {
  const plan = planFor(rows);
  const planned = new Set<number>();
  for (let index = 0; index < plan.runs.length; index += 2) {
    for (let row = plan.runs[index]!; row < plan.runs[index + 1]!; row++) planned.add(row);
  }
  for (let row = 0; row < rows.count; row++) {
    if (planned.has(row)) continue;
    for (const { at, bytes } of Object.values(partsOf(rows.layout, row)))
      rows.views.bytes.fill(value, at, at + bytes);
  }
}

describe("searchRows", () => {
  it.each(efforts)(
    "[G1] is the same, to the bit, when all forbidden rows hold NaN or garbage: %o",
    async (effort) => {
      const question = vectorFrom(5, dimension);
      const rows = rowsFrom(newRows);
      const before = await search(rows, planFor(rows), question, effort);
      for (const value of [0xff, 0x7f, 0x00, 0x81]) {
        poison(rows, value);
        expect(await search(rows, planFor(rows), question, effort)).toEqual(before);
      }
      expect(before.best).toHaveLength(10);
    },
  );

  it.each(efforts)("[G1] is the same, to the bit, when there are no forbidden rows: %o", async (effort) => {
    const question = vectorFrom(5, dimension);
    const all = rowsFrom(newRows);
    const alone = rowsFrom(newRows.filter(({ label }) => label === 1));
    const expected = await search(alone, planFor(alone), question, effort);
    expect(await search(all, planFor(all), question, effort)).toEqual(expected);
  });

  it.each(efforts)("is the same, to the bit, wherever the rows lie: %o", async (effort) => {
    const question = vectorFrom(6, dimension);
    const next = randomFrom(3);
    const places = new Map(newRows.map((row) => [row.chunk, next()]));
    const shuffled = [...newRows].sort((a, b) => places.get(a.chunk)! - places.get(b.chunk)!);
    const one = rowsFrom(newRows);
    const other = rowsFrom(shuffled);
    expect(await search(other, planFor(other), question, effort)).toEqual(
      await search(one, planFor(one), question, effort),
    );
  });

  it("[G1] compares no forbidden row: their slots keep the mark that a comparison would overwrite", async () => {
    const rows = rowsFrom(newRows);
    const { layout, views } = rows;
    const slots = new Uint16Array(views.bytes.buffer);
    const slot = (row: number) =>
      (layout.firstBlock + Math.floor(row / 256) * layout.blockBytes) / 2 + (row % 256);
    for (let row = 0; row < count; row++) slots[slot(row)] = 0xdead;
    const plan = planFor(rows);
    const { compared } = await search(rows, plan, vectorFrom(5, dimension), {
      type: "bits",
      candidates: 100,
    });
    let marked = 0;
    for (let row = 0; row < count; row++) if (slots[slot(row)] === 0xdead) marked++;
    expect(compared).toBe(plan.rows);
    expect(marked).toBe(count - plan.rows);
  });

  it("finds exactly what comparing everything in double precision finds", async () => {
    const rows = rowsFrom(newRows);
    const question = vectorFrom(8, dimension);
    const cosine = (vector: Float32Array) =>
      vector.reduce((sum, value, index) => sum + value * question[index]!, 0);
    const expected = newRows
      .filter(({ label }) => label === 1)
      .map(({ chunk, vector }) => ({ chunk, score: cosine(vector) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, 10);
    for (const effort of efforts.slice(0, 2)) {
      const { best } = await search(rows, planFor(rows), question, effort);
      expect(best.map(({ chunk }) => chunk)).toEqual(expected.map(({ chunk }) => chunk));
      for (const [index, { score }] of best.entries()) expect(score).toBeCloseTo(expected[index]!.score, 5);
    }
  });

  it("gives the same, to the bit, with vectors on disk", async () => {
    const resident = rowsFrom(newRows);
    const disk = rowsFrom(newRows, false);
    const question = vectorFrom(9, dimension);
    const effort: Effort = { type: "codes" };
    expect(disk.bytes).toBeLessThan(resident.bytes / 2);
    expect(await search(disk, planFor(disk), question, effort)).toEqual(
      await search(resident, planFor(resident), question, effort),
    );
  });

  it.each(efforts)(
    "decides among thousands of equal rows by their order in the database: %o",
    async (effort) => {
      const same = vectorFrom(1, dimension);
      const list = Array.from({ length: 20_000 }, (_, index) => ({
        label: 1,
        document: index,
        chunk: 40_000 - index,
        vector: same,
      }));
      const rows = rowsFrom(list);
      const { best, compared } = await search(rows, planFor(rows), vectorFrom(2, dimension), effort, 5);
      expect(best.map(({ chunk }) => chunk)).toEqual([20_001, 20_002, 20_003, 20_004, 20_005]);
      expect(compared).toBe(20_000);
    },
  );

  it("does not call the kernel for an empty plan", async () => {
    const rows = rowsFrom(newRows.slice(0, 10));
    const trap = new Proxy(rows, {
      get: () => {
        throw new Error("touched");
      },
    });
    const plan = planFor(rows, 3);
    expect(plan.rows).toBe(0);
    for (const effort of efforts) {
      const result = await searchRows(trap, {
        plan,
        vector: vectorFrom(1, dimension),
        k: 5,
        effort,
        pause: () => undefined,
      });
      expect(result).toEqual({ best: [], compared: 0 });
    }
  });

  it("returns all rows when there are fewer than asked for", async () => {
    const rows = rowsFrom(newRows.slice(0, 20));
    for (const effort of efforts) {
      const { best } = await search(rows, planFor(rows), vectorFrom(1, dimension), effort, 1000);
      expect(best).toHaveLength(planFor(rows).rows);
    }
  });
});

describe("plans", () => {
  it("never contain a row without a label, whatever is permitted", () => {
    const rows = rowsFrom(newRows.slice(0, 600));
    for (let row = 0; row < 600; row += 2) rows.erase(row);
    const everything = new Uint8Array(4).fill(1);
    everything[0] = 0;
    const plan = planRows(rows.labels, rows.count, everything);
    expect(plan.rows).toBe(300);
    expect([...plan.runs.slice(0, 4)]).toEqual([1, 2, 3, 4]);
  });

  it("are cut into slices that add up to them", () => {
    const rows = rowsFrom(newRows);
    const plan = planFor(rows);
    for (const [maxRows, maxRuns] of [
      [100, 1000],
      [10_000, 3],
      [7, 2],
    ] as const) {
      const slices = [...slicePlan(plan, maxRows, maxRuns)].map((slice) => ({
        ...slice,
        runs: [...slice.runs],
      }));
      const listed = slices.flatMap(({ runs }) => rowsIn(runs));
      expect(listed).toEqual(rowsIn([...plan.runs]));
      expect(slices.every((slice) => slice.rows <= maxRows && slice.runs.length <= maxRuns * 2)).toBe(true);
    }
  });
});

function rowsIn(runs: readonly number[]): number[] {
  const rows: number[] = [];
  for (let index = 0; index < runs.length; index += 2) {
    for (let row = runs[index]!; row < runs[index + 1]!; row++) rows.push(row);
  }
  return rows;
}
