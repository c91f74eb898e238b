/**
 * Rows per block of memory, which is what memory grows by: few, so that a small tenant needs little; many where there
 * are many, because a processor reads ahead better within a long stretch than from one to the next.
 */
const fewBlockRows = 256;
const manyBlockRows = 4096;
const manyRows = 131_072;

/** How many entries the kernel's list holds. */
export const listCapacity = 16_384;
/** How many rows are listed at once; the rest of the list is for what was kept before. */
export const listedAtOnce = 8_192;
/** The most that `keepBest` can be asked for. */
export const heapCapacity = 8_192;
/** How many runs the kernel takes at once. */
export const runCapacity = 8_192;
/** How many threads may scan at once. */
export const mostThreads = 4;
/** How many neighbours a graph keeps of a row at most. */
export const graphDegree = 32;
/** How many vectors are copied in at once when they stay on disk. */
export const copyCapacity = 64;

/** Where everything lies in a tenant's memory, in bytes; the kernel is configured with it. */
export interface Layout {
  readonly dimension: number;
  /** The dimension with its zeros: a multiple of 128. */
  readonly padded: number;
  /** Whether the float32 vectors are in memory, or read from the database for the few rows that need them. */
  readonly resident: boolean;
  readonly runs: number;
  /** One after the other, one for each thread that may scan. */
  readonly histograms: number;
  readonly histogramBytes: number;
  readonly heap: number;
  readonly list: number;
  readonly copies: number;
  /** Where a vector is put that becomes a row. */
  readonly staging: number;
  /** The neighbours of rows that graphs lead through, for so many rows; and a bit for each of them. */
  readonly graphRows: number;
  readonly links: number;
  readonly visited: number;
  /** The query: float32, int16, sign bits, and planes of four-bit numbers. */
  readonly query: number;
  readonly queryWords: number;
  readonly queryBits: number;
  readonly queryPlanes: number;
  readonly firstBlock: number;
  readonly blockRows: number;
  readonly blockBytes: number;
  /** Within a block. */
  readonly bits: number;
  readonly codes: number;
  readonly scales: number;
  readonly vectors: number;
}

/** For rows of a dimension, about so many of them, and graphs through so many. */
export function createLayout(
  dimension: number,
  resident: boolean,
  expectedRows: number,
  graphRows: number,
): Layout {
  const blockRows = expectedRows < manyRows ? fewBlockRows : manyBlockRows;
  const padded = Math.ceil(dimension / 128) * 128;
  const histogramBytes = Math.ceil(((padded + 1) * 4) / 64) * 64;
  const scratch = allocator();
  const block = allocator();
  block(blockRows * 2);
  return {
    dimension,
    padded,
    resident,
    runs: scratch(runCapacity * 8),
    histograms: scratch(mostThreads * histogramBytes),
    histogramBytes,
    heap: scratch(heapCapacity * 4),
    list: scratch(listCapacity * 8),
    copies: scratch(resident ? 0 : copyCapacity * padded * 4),
    staging: scratch(padded * 4),
    graphRows,
    links: scratch(graphRows * graphDegree * 4),
    visited: scratch(Math.ceil(graphRows / 8)),
    query: scratch(padded * 4),
    queryWords: scratch(padded * 2),
    queryBits: scratch(padded / 8),
    queryPlanes: scratch(padded / 2),
    bits: block((blockRows * padded) / 8),
    codes: block(blockRows * padded),
    scales: block(blockRows * 4),
    vectors: block(resident ? blockRows * padded * 4 : 0),
    blockRows,
    blockBytes: block(0),
    firstBlock: scratch(0),
  };
}

/** What the kernel's `configure` takes. */
export function configurationOf(layout: Layout): number[] {
  const { padded, blockRows, firstBlock, blockBytes, bits, codes, scales, vectors } = layout;
  return [padded, Math.log2(blockRows), firstBlock, blockBytes, bits, codes, scales, vectors];
}

/** Hands out consecutive ranges that begin at multiples of 64, a cache line. */
function allocator(): (bytes: number) => number {
  let next = 0;
  return (bytes) => {
    const at = next;
    next = Math.ceil((at + bytes) / 64) * 64;
    return at;
  };
}
