import { dirname } from "node:path/posix";
import type { Screening, ScreeningReason } from "../screening.ts";
import { decide } from "../verdict.ts";

/** A passage of the corpus as the checks see it. */
export interface Passage {
  readonly id: string;
  readonly text: string;
  /** Who brought it in: an author, a connector, an upload. Caps and floods are counted by it. */
  readonly source: string;
  readonly trusted: boolean;
}

/** Documents of one label in one folder come in by one way. */
export const passageSource = (labelId: string, path: string): string => `${labelId} ${dirname(path)}`;

/** What a check found: passages that together look placed rather than written. */
export interface CorpusFinding {
  readonly check: "duplicates" | "echo" | "cluster" | "hub" | "takeover";
  /** One sentence for people; never quotes the passages. */
  readonly message: string;
  readonly owasp: string;
  /** 0 to 1: how surely this is an attack. */
  readonly score: number;
  /** Ids of the passages concerned. */
  readonly passages: readonly string[];
}

/** A finding as one of a passage's reasons: over all of it, and never enough to hold it back by itself. */
export function withCorpusFindings(
  screening: Screening,
  findings: readonly CorpusFinding[],
  length: number,
): Screening {
  const reasons = [
    ...screening.reasons.filter(({ detector }) => !detector.startsWith("corpus:")),
    ...findings.map(({ check, message, owasp, score }): ScreeningReason => {
      return { detector: `corpus:${check}`, message, owasp, score, start: 0, end: length };
    }),
  ].sort((a, b) => b.score - a.score);
  const { verdict, score } = decide(reasons, { place: "ingest", trusted: false });
  const most = screening.verdict === "quarantined" || verdict !== "quarantined" ? verdict : "suspicious";
  return { ...screening, verdict: most, score, reasons };
}
