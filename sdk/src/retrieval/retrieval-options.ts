import type { Clock } from "../clock.ts";
import type { Revocations } from "../identity/index.ts";
import type { PolicyEngine } from "../policy/index.ts";
import type { Ledger } from "../receipts/index.ts";
import type { Redactor } from "../redaction/index.ts";
import type { ExtendedScreener, Screener } from "../screening/index.ts";
import type { Session } from "../sessions/index.ts";
import type { Storage } from "../storage/index.ts";
import type { Embeddings } from "./embeddings.ts";
import type { Recall } from "./index/calibrate.ts";

export interface RetrievalOptions {
  readonly storage: Storage;
  readonly policy: PolicyEngine;
  readonly revocations: Revocations;
  readonly ledger: Ledger;
  readonly screener: Screener | ExtendedScreener;
  readonly redactor: Redactor;
  readonly embeddings: Embeddings;
  readonly clock?: Clock;
  /** Float32 vectors in memory (about 2 KB per 384-dimensional chunk) or in the database (0.5 KB); in memory by default. */
  readonly keepVectors?: "memory" | "database";
  /** The share of the truly nearest chunks that a search must find; 0.97 by default. */
  readonly recall?: Recall;
  /** How many threads scan for a reader of many chunks; by default one per core, four at most. */
  readonly threads?: number;
  /**
   * A folder for what can be computed again from the database: the index, which then starts faster, and graphs through
   * labels of 524,288 chunks or more, which need `hnswlib-node`. Holds vectors; keep it as safe as the database.
   */
  readonly cacheFolder?: string | undefined;
}

/** How a tenant's index is kept and searched; every setting has a default. */
export type IndexOptions = Pick<RetrievalOptions, "keepVectors" | "recall" | "threads" | "cacheFolder">;

/** What retrieval needs of a session: proof of authority for each search, and a place to note what was read. */
export type ReadingSession = Pick<Session, "id" | "tenant" | "authorize" | "record"> &
  Partial<Pick<Session, "tokens">>;
