export type Verdict = "clean" | "suspicious" | "quarantined";

/** Why a detector spoke, with the place in the original text (UTF-16 offsets, end exclusive). */
export interface ScreeningReason {
  readonly detector: string;
  /** One sentence for people; never quotes the text. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** 0 to 1: how surely this is an attack. */
  readonly score: number;
  /** OWASP id: LLM01, ASI01, … */
  readonly owasp: string;
}

export interface Screening {
  readonly verdict: Verdict;
  /** 0 to 1, calibrated over all reasons. */
  readonly score: number;
  readonly reasons: readonly ScreeningReason[];
  /** Changes whenever any detector does; stored verdicts with another version are stale. */
  readonly detectorVersion: string;
}

/** Where the text comes from: thresholds differ. */
export type ScreeningPlace = "ingest" | "upload" | "retrieval" | "tool-result" | "prompt" | "agent-message";

export interface Screener {
  readonly detectorVersion: string;
  /** Linear in the length of `text`. Never throws on any input. */
  screen(text: string, options: { readonly place: ScreeningPlace; readonly trusted: boolean }): Screening;
}
