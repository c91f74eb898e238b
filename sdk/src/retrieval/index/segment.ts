import { SallyportError } from "../../errors.ts";
import { readEpoch, type Storage } from "../../storage/index.ts";
import type { RetrievalErrorCode } from "../errors.ts";
import { decodeVector } from "../vector.ts";
import { largeRuns } from "./large-runs.ts";
import { noLabel, Rows } from "./rows.ts";
import { loadRows, removeRows, type SavedRows } from "./saved-rows.ts";
import {
  readChunksOf,
  readDocuments,
  readVectors,
  type StoredChunk,
  type StoredDocument,
} from "./stored-rows.ts";
import { type Host, Upkeep, type UpkeepOptions } from "./upkeep.ts";

export interface SegmentOptions extends UpkeepOptions {
  readonly storage: Storage;
  /** Called with each chunk that leaves the index. */
  readonly forget: (chunk: number) => void;
}

/** A chunk that is not in the index yet, with the number of its document's label. */
interface NewChunk extends StoredChunk {
  readonly label: number;
}

/**
 * A tenant's searchable rows: chunks of active, labelled documents whose retention is not over. Derived from the
 * database and brought up to date by reading what has changed since; never written back.
 */
export class Segment implements Host {
  readonly #options: SegmentOptions;
  readonly #upkeep: Upkeep;
  #rows: Rows | undefined;
  #revision = -1;
  #version = 0;
  /** When documents expire, by number; without those that never do. */
  #expiries = new Map<number, number>();
  #nextExpiry = Number.POSITIVE_INFINITY;
  /** Documents with vectors of another model or dimension, or damaged ones: number and label. */
  readonly #unusable = new Map<number, number>();

  constructor(options: SegmentOptions) {
    this.#options = options;
    this.#upkeep = new Upkeep(options, this);
  }

  /** Undefined while nothing may be searched at all. */
  get rows(): Rows | undefined {
    return this.#rows;
  }

  /** The documents' epoch up to which the rows are complete. */
  get revision(): number {
    return this.#revision;
  }

  /** Changes whenever any row does: what was planned before is void. */
  get version(): number {
    return this.#version;
  }

  /** When the next document's retention ends. */
  get nextExpiry(): number {
    return this.#nextExpiry;
  }

  /** All that is worth keeping; undefined while some of it could not be read. */
  get state(): SavedRows | undefined {
    if (this.#rows === undefined || this.#unusable.size > 0) return undefined;
    return { rows: this.#rows, revision: this.#revision, expiries: this.#expiries };
  }

  replace(rows?: Rows): void {
    if (rows !== undefined) this.#rows = rows;
    this.#version++;
  }

  /** Resolves when nothing goes on behind the searches. */
  settled(): Promise<void> {
    return this.#upkeep.settled();
  }

  /** Brings the rows up to date. Only one call at a time. */
  async refresh(now: number): Promise<void> {
    const { storage, labels } = this.#options;
    // The epoch is read first: the rows may be newer than it says, never older.
    const epoch = await readEpoch(storage, `documents:${labels.tenant}`);
    if (this.#revision === -1) await this.#restore(epoch);
    if (this.#nextExpiry <= now) this.#expire(now);
    if (epoch === this.#revision) return;
    const changed = await readDocuments(storage, labels.tenant, this.#revision);
    if (changed.some(({ label }) => label !== null && labels.numberOf(label) === 0))
      await labels.refresh(storage);
    await this.#apply(changed, now);
    this.#revision = epoch;
    this.#upkeep.start();
  }

  /** Takes rows from disk where there are some; what has changed since is then read as always. */
  async #restore(epoch: number): Promise<void> {
    const { storage, labels, snapshots } = this.#options;
    if (snapshots === undefined) return;
    await labels.refresh(storage);
    const saved = await loadRows(snapshots, this.#options, epoch).catch(() => undefined);
    if (saved === undefined) return removeRows(snapshots).catch(() => undefined);
    this.#rows = saved.rows;
    this.#revision = saved.revision;
    this.#expiries = new Map(saved.expiries);
    this.#nextExpiry = earliest(this.#expiries);
    this.#version++;
    this.#upkeep.restored();
    this.#upkeep.start();
  }

  /**
   * That every readable document has vectors that can be compared.
   *
   * @throws {SallyportError} `ERR_RETRIEVAL_MODEL_MISMATCH` when one with a permitted label has not.
   */
  assertUsable(permitted: Uint8Array): void {
    for (const label of this.#unusable.values()) {
      if (permitted[label] === 1) throw mismatch(this.#options.model);
    }
  }

  async #apply(changed: readonly StoredDocument[], now: number): Promise<void> {
    const { storage, labels } = this.#options;
    const labelOf = new Map(
      changed
        .filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
        .map(({ number, label }) => [number, label === null ? noLabel : labels.numberOf(label)] as const)
        .filter(([, label]) => label !== noLabel),
    );
    const searchable = changed.filter(({ number }) => labelOf.has(number));
    const wanted = await readChunksOf(storage, searchable);
    const present = this.#rowsOf(new Set(changed.map(({ number }) => number)));
    const missing = wanted
      .filter(({ chunk }) => !present.has(chunk))
      .map((chunk) => ({ ...chunk, label: labelOf.get(chunk.document)! }));

    // What must go goes before the next wait: a search that runs meanwhile may see less, never more.
    const kept = new Map(wanted.map(({ chunk, document }) => [chunk, labelOf.get(document)!]));
    for (const [chunk, row] of present) {
      const label = kept.get(chunk);
      if (label === undefined) this.#erase(row);
      else this.#rows?.relabel(row, label);
    }
    this.#version++;
    for (const { number, label, expiresAt } of changed) {
      this.#unusable.delete(number);
      this.#expiries.delete(number);
      if (label !== null && expiresAt !== null) this.#expiries.set(number, expiresAt);
    }
    this.#nextExpiry = earliest(this.#expiries);
    await this.#append(missing);
  }

  /** Adds rows sorted by label, so that each label of this batch is one run; reads them in the database's order. */
  async #append(missing: readonly NewChunk[]): Promise<void> {
    const { storage, model } = this.#options;
    const usable: NewChunk[] = [];
    for (const chunk of missing) {
      if (chunk.model === model) usable.push(chunk);
      else this.#unusable.set(chunk.document, chunk.label);
    }
    const places = new Map<number, { readonly row: number; readonly chunk: NewChunk }>();
    const sorted = [...usable].sort((a, b) => a.label - b.label || a.chunk - b.chunk);
    let first = -1;
    for await (const vectors of readVectors(
      storage,
      usable.map(({ chunk }) => chunk),
    )) {
      if (vectors.length === 0) continue;
      this.#rows ??= new Rows(
        commonest(vectors.map(({ vector }) => vector.byteLength / 4)),
        this.#options.resident,
        usable.length,
        largeRuns(
          Uint32Array.from(sorted, ({ label }) => label),
          this.#options.graphsFrom,
        ),
      );
      if (first === -1) {
        first = this.#rows.count;
        for (const [index, chunk] of sorted.entries()) places.set(chunk.chunk, { row: first + index, chunk });
        // Until its vector is there, a row has no label and nobody may read it.
        this.#rows.extend(usable.length);
      }
      for (const { chunk, vector } of vectors) this.#write(this.#rows, places.get(chunk)!, vector);
    }
    this.#version++;
  }

  #write(
    rows: Rows,
    { row, chunk }: { readonly row: number; readonly chunk: NewChunk },
    bytes: Uint8Array,
  ): void {
    try {
      const vector = decodeVector(bytes);
      if (vector.length !== rows.layout.dimension) throw mismatch(this.#options.model);
      rows.write(row, { ...chunk, vector });
    } catch (error) {
      if (!SallyportError.isInstance(error)) throw error;
      this.#unusable.set(chunk.document, chunk.label);
    }
  }

  #erase(row: number): void {
    this.#options.forget(this.#rows!.chunks[row]!);
    this.#rows!.erase(row);
    this.#upkeep.erased();
  }

  #expire(now: number): void {
    const over = [...this.#expiries].filter(([, expiresAt]) => expiresAt <= now).map(([number]) => number);
    for (const row of this.#rowsOf(new Set(over)).values()) this.#erase(row);
    for (const number of over) this.#expiries.delete(number);
    this.#nextExpiry = earliest(this.#expiries);
    this.#version++;
  }

  /** The living rows of some documents, by chunk. */
  #rowsOf(documents: ReadonlySet<number>): Map<number, number> {
    const found = new Map<number, number>();
    const rows = this.#rows;
    if (rows === undefined || documents.size === 0) return found;
    const { labels, documents: owners, chunks, count } = rows;
    for (let row = 0; row < count; row++) {
      if (labels[row] !== noLabel && documents.has(owners[row]!)) found.set(chunks[row]!, row);
    }
    return found;
  }
}

/** One vector of a wrong length must not decide what length is right. */
function commonest(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

function earliest(times: ReadonlyMap<number, number>): number {
  let first = Number.POSITIVE_INFINITY;
  for (const time of times.values()) if (time < first) first = time;
  return first;
}

function mismatch(model: string): SallyportError<RetrievalErrorCode> {
  return new SallyportError<RetrievalErrorCode>({
    code: "ERR_RETRIEVAL_MODEL_MISMATCH",
    message: `Some documents have no usable vectors of the embedding model ${model}.`,
    hint: "Run sallyport ingest with this model: it embeds again what another model has embedded.",
  });
}
