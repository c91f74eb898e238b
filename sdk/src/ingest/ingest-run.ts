import type { Clock } from "../clock.ts";
import type { Ledger } from "../receipts/index.ts";
import type { Embeddings } from "../retrieval/index.ts";
import type { ExtendedScreener, Screener } from "../screening/index.ts";
import type { Storage } from "../storage/index.ts";
import type { Manifest } from "./manifest.ts";

export interface IngestOptions {
  readonly storage: Storage;
  readonly ledger: Ledger;
  readonly screener: Screener | ExtendedScreener;
  readonly embeddings: Embeddings;
  readonly tenant: string;
  readonly folder: string;
  readonly clock?: Clock;
}

/** One run over one folder. */
export interface IngestRun extends Required<IngestOptions> {
  readonly manifest: Manifest;
}
