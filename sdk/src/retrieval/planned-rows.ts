import { SallyportError } from "../errors.ts";
import type { Storage } from "../storage/index.ts";
import type { RetrievalErrorCode } from "./errors.ts";
import { calibrate, type Recall } from "./index/calibrate.ts";
import { codesRows, type Effort } from "./index/effort.ts";
import { type PlanParts, partPlan } from "./index/graphs.ts";
import { pauseAfter } from "./index/pause.ts";
import type { Plan } from "./index/plan.ts";
import { rowVector } from "./index/quantise.ts";
import type { Rows } from "./index/rows.ts";
import type { ScanThreads } from "./index/scan-threads.ts";
import { searchParts } from "./index/search-parts.ts";
import { readVectorsOf } from "./index/stored-rows.ts";
import type { Lexicon } from "./lexicon.ts";
import { searchWords } from "./search-words.ts";
import type { Turns } from "./turns.ts";

/** A chunk that a search found: its row, the database's number of it, and how well it fits. */
export interface Found {
  readonly row: number;
  readonly chunk: number;
  readonly score: number;
}

export interface PlannedRowsOptions {
  readonly storage: Storage;
  readonly turns: Turns;
  readonly lexicon: Lexicon;
  readonly threads: ScanThreads;
  readonly recall: Recall;
  readonly rows: Rows;
  readonly plan: Plan;
  /** Of the rows that these are a part of, or follow upon: what sufficed there suffices here. */
  readonly calibration?: Calibration | undefined;
}

/** How to search some rows, and how many those were. */
export interface Calibration {
  readonly rows: number;
  readonly effort: Promise<Effort>;
}

/** By how much rows may grow before they are measured again. */
const regrowth = 1.25;
/** How long a search may hold the event loop. */
const turnMs = 5;

/** The rows that some reader may read, and searches over them. */
export class PlannedRows {
  readonly plan: Plan;
  readonly rows: Rows;
  readonly #options: PlannedRowsOptions;
  readonly #parts: PlanParts;
  #calibration: Calibration | undefined;

  constructor(options: PlannedRowsOptions) {
    this.plan = options.plan;
    this.rows = options.rows;
    this.#options = options;
    this.#parts = partPlan(options.plan, options.recall === "exact" ? [] : options.rows.graphs.all);
  }

  /** The nearest chunks, best first. @throws `ERR_RETRIEVAL_MODEL_MISMATCH`, `ERR_RETRIEVAL_INVARIANT`. */
  async nearest(vector: Float32Array, k: number): Promise<readonly Found[]> {
    const { rows, plan } = this;
    const { storage, turns, threads } = this.#options;
    if (plan.rows === 0) return [];
    if (vector.length !== rows.layout.dimension) throw wrongDimension(rows.layout.dimension, vector.length);
    const effort = await this.calibrate().effort;
    const found = await turns.take(() =>
      searchParts(rows, this.#parts, {
        vector,
        k,
        effort,
        threads,
        pause: pauseAfter(turnMs),
        readVectors: (chunks) => readVectorsOf(storage, chunks),
      }),
    );
    return found.best.map(({ row, score }) => ({ row, chunk: rows.chunks[row]!, score }));
  }

  /** What has been measured so far, here or before. */
  get calibration(): Calibration | undefined {
    return this.#calibration ?? this.#options.calibration;
  }

  /** Measured on the scanned rows alone; anew when they have become many more. */
  calibrate(): Calibration {
    const { turns, recall, calibration } = this.#options;
    const { rest } = this.#parts;
    const { rows } = rest;
    const isKnown = calibration !== undefined && rows > codesRows && calibration.rows > codesRows;
    if (isKnown && rows <= calibration.rows * regrowth) return calibration;
    this.#calibration ??= {
      rows,
      effort: turns.take(() => calibrate(this.rows, rest, recall, pauseAfter(turnMs))),
    };
    return this.#calibration;
  }

  /** The chunks that say the question's words, best first. */
  async matching(query: string, k: number): Promise<readonly Found[]> {
    const { lexicon } = this.#options;
    const pause = pauseAfter(turnMs);
    await lexicon.add(this.#chunkNumbers(), pause);
    const matches = await searchWords(lexicon, this.#entries(), query, pause);
    return matches
      .map(({ row, score }) => ({ row, chunk: this.rows.chunks[row]!, score }))
      .sort((a, b) => b.score - a.score || a.chunk - b.chunk)
      .slice(0, k);
  }

  /** The vectors of what was found, in its order; zeros for a chunk that is gone by now. */
  async vectorsOf(found: readonly Found[]): Promise<readonly Float32Array[]> {
    const { layout, views } = this.rows;
    if (layout.resident) return found.map(({ row }) => rowVector(views, layout, row));
    const stored = await readVectorsOf(
      this.#options.storage,
      found.map(({ chunk }) => chunk),
    );
    return stored.map((vector) => vector ?? new Float32Array(layout.dimension));
  }

  *#entries(): Generator<{ readonly row: number; readonly chunk: number }> {
    const { runs } = this.plan;
    for (let index = 0; index < runs.length; index += 2) {
      for (let row = runs[index]!; row < runs[index + 1]!; row++)
        yield { row, chunk: this.rows.chunks[row]! };
    }
  }

  *#chunkNumbers(): Generator<number> {
    for (const { chunk } of this.#entries()) yield chunk;
  }
}

function wrongDimension(stored: number, asked: number): SallyportError<RetrievalErrorCode> {
  return new SallyportError<RetrievalErrorCode>({
    code: "ERR_RETRIEVAL_MODEL_MISMATCH",
    message: `The stored vectors have ${stored} dimensions; the question's has ${asked}.`,
    hint: "Use the embedding model that the documents were ingested with, or ingest them again.",
  });
}
