import type { Clock } from "../clock.ts";
import type { Storage } from "../storage/index.ts";
import { readTenantEpochs } from "./epochs.ts";
import type { Recall } from "./index/calibrate.ts";
import { leastGraphRows } from "./index/large-runs.ts";
import { Segment } from "./index/segment.ts";
import { Snapshots } from "./index/snapshots.ts";
import { LabelTable } from "./label-table.ts";
import { Lexicon } from "./lexicon.ts";
import { SharedRun, Turns } from "./turns.ts";

export interface TenantIndexOptions {
  readonly storage: Storage;
  readonly tenant: string;
  readonly model: string;
  readonly resident: boolean;
  readonly clock: Clock;
  readonly recall: Recall;
  /** A folder for what can be computed again; without it nothing is written to disk. */
  readonly cacheFolder?: string | undefined;
  /** From how many chunks of one label on it gets a graph. */
  readonly graphsFrom?: number;
}

/** One tenant's labels and rows in memory, and the only way to bring them up to date. */
export class TenantIndex {
  readonly labels: LabelTable;
  readonly segment: Segment;
  /** Searches share the memory's scratch space. */
  readonly turns = new Turns();
  readonly lexicon: Lexicon;
  readonly #options: TenantIndexOptions;
  readonly #refresh = new SharedRun(() => this.#update());

  constructor(options: TenantIndexOptions) {
    const { storage, tenant, clock, cacheFolder: folder, graphsFrom = leastGraphRows } = options;
    this.#options = options;
    this.lexicon = new Lexicon(storage);
    this.labels = new LabelTable(tenant);
    const forget = (chunk: number) => this.lexicon.forget(chunk);
    this.segment = new Segment({
      ...options,
      labels: this.labels,
      turns: this.turns,
      forget,
      // Graphs take minutes to build: only where they can be kept.
      graphsFrom: folder === undefined ? Number.POSITIVE_INFINITY : graphsFrom,
      snapshots: folder === undefined ? undefined : new Snapshots({ storage, tenant, folder, clock }),
    });
  }

  /** Afterwards everything committed before the call is in. */
  refresh(): Promise<void> {
    return this.#refresh.run();
  }

  /** Whether nothing has been committed since the last refresh. */
  async isCurrent(): Promise<boolean> {
    const { storage, tenant } = this.#options;
    const { labels, documents } = await readTenantEpochs(storage, tenant);
    return labels === this.labels.epoch && documents === this.segment.revision;
  }

  async #update(): Promise<void> {
    const { storage, tenant, clock } = this.#options;
    const { labels, documents } = await readTenantEpochs(storage, tenant);
    const now = clock();
    if (documents !== this.segment.revision || this.segment.nextExpiry <= now)
      await this.segment.refresh(now);
    if (labels !== this.labels.epoch) await this.labels.refresh(storage);
  }
}
