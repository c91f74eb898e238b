import type { Integrity, Label, PolicyReference } from "../policy/index.ts";
import type { Receipt } from "../receipts/index.ts";
import type { CorpusFinding, Verdict } from "../screening/index.ts";

export interface SearchHit {
  readonly documentId: string;
  /** Which chunk of the document, 0 for the first. */
  readonly chunk: number;
  /** Path or URI that the document came from. Redacted for this reader, as are `title` and `text`. */
  readonly source: string;
  readonly title: string;
  readonly text: string;
  readonly label: Label;
  /** The label's, or `untrusted` when screening found the chunk suspicious. */
  readonly integrity: Integrity;
  readonly verdict: Verdict;
  /** The cosine to the question, -1 to 1; with `hybrid` a reciprocal rank, with a reranker its score. */
  readonly score: number;
}

export interface SearchResult {
  /** Best first; untrusted passages that repeat the question come last. */
  readonly hits: readonly SearchHit[];
  /** Why untrusted passages were put last or left out; ids are `documentId#chunk`. */
  readonly findings: readonly CorpusFinding[];
  /** Which policies permitted the labels of the hits; without hits, those of every label that was searched. */
  readonly policies: readonly PolicyReference[];
  readonly permittedLabels: number;
  readonly receipt: Receipt;
}
