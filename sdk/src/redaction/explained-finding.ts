import type { Finding } from "./finding.ts";

/** One recogniser's proposal and what became of it. */
export interface ExplainedFinding extends Finding {
  readonly outcome: "redacted" | "kept" | "rejected" | "covered";
  /** For people: the operator, the threshold it missed, what covers it. */
  readonly reason: string;
}
