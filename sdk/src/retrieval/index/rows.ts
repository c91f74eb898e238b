import { Graphs } from "./graphs.ts";
import {
  createMemory,
  type Kernel,
  type Memory,
  maxPages,
  openKernel,
  pageBytes,
  tooLarge,
} from "./kernel.ts";
import type { Run } from "./large-runs.ts";
import { createLayout, type Layout } from "./layout.ts";
import { copyRow, eraseRow, type MemoryViews, viewMemory } from "./quantise.ts";

/** The label number of rows that nobody may read. */
export const noLabel = 0;

/** What a row belongs to. */
export interface RowOwner {
  /** From 1; {@link noLabel} would hide the row. */
  readonly label: number;
  readonly document: number;
  /** The row's number in the database. */
  readonly chunk: number;
}

export interface NewRow extends RowOwner {
  readonly vector: Float32Array;
}

/** A tenant's rows in memory: vectors where the kernel reads them, and beside them what each row belongs to. */
export class Rows {
  readonly layout: Layout;
  readonly memory: Memory;
  readonly kernel: Kernel;
  readonly graphs: Graphs;
  #views: MemoryViews;
  #count = 0;
  #dead = 0;
  #capacity = 0;
  #labels = new Uint32Array(0);
  #documents = new Uint32Array(0);
  #chunks = new Float64Array(0);

  /** @throws {SallyportError} `ERR_RETRIEVAL_TOO_LARGE`, `ERR_RETRIEVAL_NO_SIMD`. */
  constructor(dimension: number, resident: boolean, expectedRows = 0, graphRuns: readonly Run[] = []) {
    const graphRows = graphRuns.reduce((sum, { count }) => sum + count, 0);
    this.layout = createLayout(dimension, resident, expectedRows, graphRows);
    this.memory = createMemory(Math.ceil(this.layout.firstBlock / pageBytes));
    this.kernel = openKernel(this.memory, this.layout);
    this.#views = viewMemory(this.memory.buffer);
    this.graphs = new Graphs(this.layout, graphRuns);
  }

  get views(): MemoryViews {
    return this.#views;
  }

  /** The row after the last, dead ones included. */
  get count(): number {
    return this.#count;
  }

  /** Rows that have no label, and so are in no plan. */
  get dead(): number {
    return this.#dead;
  }

  /** All memory that the rows take, in bytes. */
  get bytes(): number {
    return this.memory.buffer.byteLength + this.#capacity * (4 + 4 + 8);
  }

  /** By row. Valid until rows are added. */
  get labels(): Uint32Array {
    return this.#labels;
  }

  get documents(): Uint32Array {
    return this.#documents;
  }

  get chunks(): Float64Array {
    return this.#chunks;
  }

  /** Adds rows that have neither vector nor label yet. @throws `ERR_RETRIEVAL_TOO_LARGE` past 4 GB. */
  extend(rows: number): void {
    this.#reserve(this.#count + rows);
    this.#count += rows;
    this.#dead += rows;
  }

  /** Gives a row that has none its vector, and then its label. */
  write(row: number, { vector, ...owner }: NewRow): void {
    const { staging, padded, resident } = this.layout;
    this.#views.floats.fill(0, staging / 4, staging / 4 + padded);
    this.#views.floats.set(vector, staging / 4);
    this.kernel.writeRow(row, staging, resident ? 1 : 0);
    this.own(row, owner);
  }

  /** The same from another memory. */
  copy(row: number, from: Rows, source: number, owner: RowOwner): void {
    copyRow(
      { views: this.#views, layout: this.layout, row },
      { views: from.#views, layout: from.layout, row: source },
    );
    this.own(row, owner);
  }

  /** All blocks, the rows that are not there yet included; dead once the memory has grown. */
  get blocks(): Uint8Array {
    const { firstBlock, blockRows, blockBytes } = this.layout;
    const used = Math.ceil(this.#count / blockRows) * blockBytes;
    return this.#views.bytes.subarray(firstBlock, firstBlock + used);
  }

  /** Puts a query where the kernel reads it, in every form that its stages compare with. */
  ask(query: Float32Array): void {
    const { padded, query: at, queryBits, queryWords, queryPlanes } = this.layout;
    this.#views.floats.fill(0, at / 4, at / 4 + padded);
    this.#views.floats.set(query, at / 4);
    // The products of int8 and these integers must not overflow 32 bits in any sum.
    const widest = Math.min(4095, Math.floor(2 ** 30 / (padded * 127)));
    this.kernel.writeQuery(at, widest, queryBits, queryWords, queryPlanes);
  }

  /** Says what a row belongs to whose vector is there; with it the row can be searched. */
  own(row: number, { label, document, chunk }: RowOwner): void {
    if (row >= this.#count || this.#labels[row] !== noLabel) throw new RangeError("The row is not free.");
    this.#documents[row] = document;
    this.#chunks[row] = chunk;
    this.#labels[row] = label;
    if (label !== noLabel) this.#dead--;
  }

  /** Moves a row to another label; its vector stays where it is. */
  relabel(row: number, label: number): void {
    if (label === noLabel) this.erase(row);
    else if (this.#labels[row] !== noLabel && this.#labels[row] !== label) {
      this.graphs.leave(row);
      this.#labels[row] = label;
    }
  }

  /** Nobody may read the row any more, and nothing of its vector is left. */
  erase(row: number): void {
    if (this.#labels[row] === noLabel) return;
    this.graphs.leave(row);
    this.#labels[row] = noLabel;
    this.#dead++;
    eraseRow(this.#views, this.layout, row);
  }

  #reserve(rows: number): void {
    if (rows <= this.#capacity) return;
    const { firstBlock, blockRows, blockBytes } = this.layout;
    const pagesFor = (blocks: number) => Math.ceil((firstBlock + blocks * blockBytes) / pageBytes);
    const needed = Math.ceil(rows / blockRows);
    // An eighth more than asked for, so that growing row by row copies little.
    const roomy = Math.max(needed, Math.ceil((this.#capacity / blockRows) * 1.125));
    const blocks = pagesFor(roomy) <= maxPages ? roomy : needed;
    if (pagesFor(blocks) > maxPages) throw tooLarge("The tenant's vectors need more than 4 GB.");
    const missing = pagesFor(blocks) - this.memory.buffer.byteLength / pageBytes;
    try {
      if (missing > 0) this.memory.grow(missing);
    } catch (cause) {
      throw tooLarge("The machine has no memory left for the tenant's vectors.", cause);
    }
    this.#views = viewMemory(this.memory.buffer);
    this.#capacity = blocks * blockRows;
    this.#labels = grown(this.#labels, new Uint32Array(this.#capacity));
    this.#documents = grown(this.#documents, new Uint32Array(this.#capacity));
    this.#chunks = grown(this.#chunks, new Float64Array(this.#capacity));
  }
}

function grown<T extends Uint32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
