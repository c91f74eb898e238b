import type { Kernel } from "../../../sdk/src/retrieval/index/kernel.ts";
import { graphDegree, type Layout } from "../../../sdk/src/retrieval/index/layout.ts";
import { partsOf, viewMemory } from "../../../sdk/src/retrieval/index/quantise.ts";

/** What `sdk/kernel/scan.ts` computes, in plain TypeScript: the kernel is held to this, bit for bit. */
export function referenceKernel(buffer: SharedArrayBuffer, layout: Layout): Kernel {
  const { bytes, codes, words, integers, floats } = viewMemory(buffer);
  const { padded, blockRows } = layout;
  const slots = new Uint16Array(buffer);
  const slotOf = (row: number) =>
    (layout.firstBlock + Math.floor(row / blockRows) * layout.blockBytes) / 2 + (row % blockRows);
  const rowAt = (list: number, index: number) => integers[list / 4 + index * 2]!;
  const scoreAt = (list: number, index: number) => floats[list / 4 + index * 2 + 1]!;
  const setScore = (list: number, index: number, score: number) => {
    floats[list / 4 + index * 2 + 1] = score;
  };
  const bit = (at: number, index: number) => (bytes[at + (index >> 3)]! >> (index & 7)) & 1;

  function* rowsOf(runs: number, runCount: number): Generator<number> {
    for (let run = 0; run < runCount; run++) {
      const end = integers[runs / 4 + run * 2 + 1]!;
      for (let row = integers[runs / 4 + run * 2]!; row < end; row++) yield row;
    }
  }

  /** Sixteen lanes, four vectors of four, and the lanes added in the kernel's order. */
  function dotProduct(vector: number, query: number): number {
    const lanes = new Float32Array(16);
    for (let index = 0; index < padded; index++) {
      lanes[index % 16]! += Math.fround(floats[vector / 4 + index]! * floats[query / 4 + index]!);
    }
    const add = (a: number, b: number) => Math.fround(a + b);
    const sum = [0, 1, 2, 3].map((lane) =>
      add(add(lanes[lane]!, lanes[lane + 4]!), add(lanes[lane + 8]!, lanes[lane + 12]!)),
    );
    return add(add(sum[0]!, sum[1]!), add(sum[2]!, sum[3]!));
  }

  const scoreCode = (row: number, query: number) => {
    const parts = partsOf(layout, row);
    let sum = 0;
    for (let at = 0; at < padded; at++) sum += codes[parts.codes.at + at]! * words[query / 2 + at]!;
    return Math.fround(Math.fround(sum) * floats[parts.scale.at / 4]!);
  };

  const round = (value: number) => Math.floor(Math.fround(value + 0.5));
  const largest = (vector: number) => {
    let most = 0;
    for (let index = 0; index < padded; index++) most = Math.max(most, Math.abs(floats[vector / 4 + index]!));
    return most;
  };
  const setBit = (at: number, index: number, isSet: boolean) => {
    const mask = 1 << (index & 7);
    if (isSet) bytes[at + (index >> 3)]! |= mask;
    else bytes[at + (index >> 3)]! &= ~mask;
  };

  /** Entries that are not kept are written over by the next, as a kernel without branches does. */
  function keepBest(list: number, count: number, wanted: number, rank: (score: number) => number): number {
    if (count <= wanted) return count;
    const ranks = Array.from({ length: count }, (_, index) => rank(scoreAt(list, index)));
    const least = [...ranks].sort((a, b) => b - a)[wanted - 1]!;
    let kept = 0;
    for (const [index, each] of ranks.entries()) {
      integers[list / 4 + kept * 2] = rowAt(list, index);
      setScore(list, kept, scoreAt(list, index));
      if (each >= least) kept++;
    }
    return kept;
  }

  return {
    writeRow(row, vector, isResident) {
      const parts = partsOf(layout, row);
      const scale = Math.fround(largest(vector) / 127);
      const factor = Math.fround(1 / scale);
      for (let index = 0; index < padded; index++) {
        const value = floats[vector / 4 + index]!;
        setBit(parts.bits.at, index, value > 0);
        codes[parts.codes.at + index] = round(Math.fround(value * factor));
        if (isResident) floats[parts.vector.at / 4 + index] = value;
      }
      floats[parts.scale.at / 4] = scale;
    },
    writeQuery(query, widest, bits, queryWords, planes) {
      const factor = Math.fround(1 / largest(query));
      for (let index = 0; index < padded; index++) {
        const value = floats[query / 4 + index]!;
        const share = Math.fround(value * factor);
        setBit(bits, index, value > 0);
        words[queryWords / 2 + index] = round(Math.fround(share * widest));
        const number = round(Math.fround(share * 7));
        for (let power = 0; power < 4; power++) {
          setBit(planes + (index >> 6) * 32 + power * 8, index & 63, ((number >> power) & 1) === 1);
        }
      }
    },
    compareBits(runs, runCount, query, histogram) {
      let compared = 0;
      for (const row of rowsOf(runs, runCount)) {
        let distance = 0;
        for (let index = 0; index < padded; index++) {
          distance += bit(partsOf(layout, row).bits.at, index) ^ bit(query, index);
        }
        slots[slotOf(row)] = distance;
        integers[histogram / 4 + distance]!++;
        compared++;
      }
      return compared;
    },
    listNear(runs, runCount, distance, list) {
      let count = 0;
      for (const row of rowsOf(runs, runCount)) {
        if (slots[slotOf(row)]! <= distance) integers[list / 4 + count++ * 2] = row;
      }
      return count;
    },
    listRows(runs, runCount, list) {
      let count = 0;
      for (const row of rowsOf(runs, runCount)) integers[list / 4 + count++ * 2] = row;
      return count;
    },
    scoreBits(list, count, query) {
      for (let index = 0; index < count; index++) {
        const { bits } = partsOf(layout, rowAt(list, index));
        let sum = 0;
        for (let at = 0; at < padded; at++) {
          if (bit(bits.at, at) === 0) continue;
          const plane = query + (at >> 6) * 32;
          for (const [power, worth] of [1, 2, 4, -8].entries())
            sum += worth * bit(plane + power * 8, at & 63);
        }
        setScore(list, index, sum);
      }
    },
    scoreCodes(list, count, query) {
      for (let index = 0; index < count; index++) setScore(list, index, scoreCode(rowAt(list, index), query));
    },
    scoreVectors(list, count, query) {
      for (let index = 0; index < count; index++) {
        setScore(list, index, dotProduct(partsOf(layout, rowAt(list, index)).vector.at, query));
      }
    },
    scoreCopies(list, count, vectors, query) {
      for (let index = 0; index < count; index++) {
        setScore(list, index, dotProduct(vectors + index * padded * 4, query));
      }
    },
    keepBest: (list, count, wanted) => keepBest(list, count, wanted, (score) => score),
    keepBestBits(list, count, wanted) {
      const step = 2 ** Math.max(0, Math.ceil(Math.log2((15 * padded + 1) / 8192)));
      return keepBest(list, count, wanted, (score) => Math.floor((score + 8 * padded) / step));
    },
    walkGraph(first, count, links, visited, list, listed, pool, width, query) {
      bytes.fill(0, visited, visited + Math.ceil(count / 8));
      const near: { readonly row: number; readonly score: number; isExpanded: boolean }[] = [];
      let compared = 0;
      const meet = (nodes: readonly number[]) => {
        let met = 0;
        for (const node of nodes) {
          if (node < 0 || node >= count || bit(visited, node) === 1) continue;
          setBit(visited, node, true);
          integers[list / 4 + met++ * 2] = first + node;
        }
        compared += met;
        for (let index = 0; index < met; index++) {
          setScore(list, index, scoreCode(rowAt(list, index), query));
          const score = scoreAt(list, index);
          const place = near.findIndex((other) => other.score < score);
          near.splice(place === -1 ? near.length : place, 0, {
            row: rowAt(list, index),
            score,
            isExpanded: false,
          });
          if (near.length > width) near.pop();
        }
      };
      meet(Array.from({ length: listed }, (_, index) => rowAt(list, index) - first));
      for (;;) {
        const next = near.find(({ isExpanded }) => !isExpanded);
        if (next === undefined) break;
        next.isExpanded = true;
        const at = links / 4 + (next.row - first) * graphDegree;
        const nodes = [...integers.subarray(at, at + graphDegree)];
        const end = nodes.findIndex((node) => node >= count);
        meet(end === -1 ? nodes : nodes.slice(0, end));
      }
      for (const [index, { row, score }] of near.entries()) {
        integers[pool / 4 + index * 2] = row;
        setScore(pool, index, score);
      }
      return compared;
    },
  };
}
