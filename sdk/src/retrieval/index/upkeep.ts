import type { Clock } from "../../clock.ts";
import { compactRows, isWorthCompacting } from "./compact-rows.ts";
import { type GraphsOptions, growGraphs } from "./grow-graphs.ts";
import type { Rows } from "./rows.ts";
import { type RowsKind, removeRows, type SavedRows, saveRows } from "./saved-rows.ts";

export interface UpkeepOptions
  extends Omit<GraphsOptions, "rows" | "changed" | "gaveUp" | "snapshots">,
    RowsKind {
  readonly clock: Clock;
  /** Without them nothing is saved, and no graphs are made, which take minutes to build. */
  readonly snapshots: GraphsOptions["snapshots"] | undefined;
}

/** Whose rows are looked after. */
export interface Host {
  readonly rows: Rows | undefined;
  /** All that is worth keeping; undefined while some of it could not be read. */
  readonly state: SavedRows | undefined;
  /** Changes whenever any row does. */
  readonly version: number;
  /** Exchanges the rows for others that hold the same; without an argument only says that they can be searched better. */
  replace(rows?: Rows): void;
}

/** Fewer are read from the database as fast. */
const leastSavedRows = 4096;
/** How often rows are written to disk at the most. */
const savedEveryMs = 600_000;

/**
 * What goes on behind the searches of a tenant: rows are sorted anew, graphs built, all saved. Everything is given up
 * when rows change meanwhile or memory or disk is short: searches are right without it, only slower.
 */
export class Upkeep {
  readonly #options: UpkeepOptions;
  readonly #host: Host;
  readonly #gaveUp = new Set<number>();
  #compacting: Promise<void> | undefined;
  #behind: Promise<void> | undefined;
  #saved: { readonly at: number; readonly isValid: boolean } | undefined;

  constructor(options: UpkeepOptions, host: Host) {
    this.#options = options;
    this.#host = host;
  }

  /** Begins what there is to do, unless that is under way. */
  start(): void {
    const { rows } = this.#host;
    if (rows === undefined) return;
    if (isWorthCompacting(rows, this.#options.graphsFrom)) this.#compacting ??= this.#compact(rows);
    this.#behind ??= this.#work()
      .catch(() => undefined)
      .finally(() => {
        this.#behind = undefined;
      });
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.#compacting !== undefined || this.#behind !== undefined) {
      await this.#compacting;
      await this.#behind;
    }
  }

  /** The rows are on disk as they are. */
  restored(): void {
    this.#saved = { at: this.#options.clock(), isValid: true };
  }

  /** Something was erased that must not stay on disk. */
  erased(): void {
    const { snapshots } = this.#options;
    if (snapshots === undefined || this.#saved?.isValid !== true) return;
    this.#saved = { ...this.#saved, isValid: false };
    removeRows(snapshots).catch(() => undefined);
  }

  async #compact(rows: Rows): Promise<void> {
    const { version } = this.#host;
    const compacted = await compactRows(rows, this.#options.graphsFrom).catch(() => undefined);
    if (compacted !== undefined && this.#host.version === version) this.#host.replace(compacted);
    this.#compacting = undefined;
  }

  async #work(): Promise<void> {
    const { snapshots } = this.#options;
    if (snapshots === undefined) return;
    await this.#compacting;
    await this.#save(snapshots);
    await growGraphs({
      ...this.#options,
      snapshots,
      gaveUp: this.#gaveUp,
      rows: () => this.#host.rows!,
      changed: () => this.#host.replace(),
    });
  }

  async #save(snapshots: GraphsOptions["snapshots"]): Promise<void> {
    const { state, version } = this.#host;
    const now = this.#options.clock();
    if (state === undefined || state.rows.count < leastSavedRows) return;
    if (this.#saved?.isValid === true || now - (this.#saved?.at ?? -savedEveryMs) < savedEveryMs) return;
    const isStale = () => this.#host.version !== version;
    await saveRows(snapshots, this.#options, state, isStale);
    this.#saved = { at: now, isValid: !isStale() };
    if (isStale()) await removeRows(snapshots);
  }
}
