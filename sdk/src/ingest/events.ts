import type { Label } from "../policy/index.ts";
import type { Screening } from "../screening/index.ts";
import type { CorpusFlag } from "./check-corpus.ts";

/** Which file an event is about, and how far the run is. */
interface Progress {
  readonly source: string;
  /** 1 for the first file. */
  readonly position: number;
  readonly total: number;
}

export interface FailedDocument {
  readonly source: string;
  readonly code: string;
  readonly reason: string;
}

/** What happens while a folder is ingested, in order; per file either `failed`, `unchanged` or all the others. */
export type IngestEvent =
  | (Progress & { readonly type: "loaded"; readonly mediaType: string; readonly title: string })
  | (Progress & { readonly type: "chunked"; readonly chunks: number })
  | (Progress & { readonly type: "screened"; readonly screening: Screening })
  | (Progress & { readonly type: "embedded"; readonly chunks: number })
  | (Progress & {
      readonly type: "labelled";
      readonly documentId: string;
      readonly status: "active" | "quarantined" | "unlabelled";
      /** The name in `acl.yaml`; absent when unlabelled. */
      readonly name?: string;
      readonly label?: Label;
      /** Why it has no label. */
      readonly reason?: string;
    })
  | (Progress & { readonly type: "unchanged"; readonly documentId: string })
  | (Progress & FailedDocument & { readonly type: "failed" })
  | { readonly type: "deleted"; readonly source: string; readonly documentId: string }
  | ({ readonly type: "done" } & IngestSummary);

export interface IngestSummary {
  readonly total: number;
  /** New or changed, and retrievable. */
  readonly ingested: number;
  readonly unchanged: number;
  readonly deleted: number;
  readonly chunks: number;
  /** Everything of this folder that is held back now, whether or not it changed in this run. */
  readonly quarantined: readonly {
    readonly source: string;
    readonly documentId: string;
    readonly reasons: readonly string[];
  }[];
  readonly unlabelled: readonly { readonly source: string; readonly documentId: string }[];
  readonly failed: readonly FailedDocument[];
  /** Untrusted documents that together look placed rather than written: floods, clusters, hubs. */
  readonly flagged: readonly CorpusFlag[];
}
