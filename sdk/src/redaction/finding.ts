import type { Scan } from "./scan.ts";

/**
 * How strong the evidence for a finding is; overlaps are settled in favour of the stronger. In rising order:
 * a name model's guess, a weak shape with a context word beside it, a strict format, a passed checksum,
 * a secret's own format, and a value that the caller said is secret.
 */
export const evidences = ["name", "contextual", "structured", "checksum", "secret", "known"] as const;
export type Evidence = (typeof evidences)[number];

/** What a recogniser proposes. Offsets are UTF-16 units, end exclusive. Never holds the value. */
export interface Finding {
  readonly start: number;
  readonly end: number;
  readonly type: string;
  /** From 0 to 1. */
  readonly score: number;
  readonly evidence: Evidence;
  readonly recogniser: string;
  /** Which rule, validator and context word led here: for `explain`, never the value. */
  readonly why: readonly string[];
}

/** Finds values of certain types in a text, in time linear in its length, looking at most {@link reach} around each. */
export interface Recogniser {
  readonly name: string;
  /** What it can propose; it isn't run where policy keeps all of them. */
  readonly types: readonly string[];
  /** Weighs the words around a value one by one, so that replacing a neighbour may change its mind. */
  readonly readsContextFreely?: true;
  /** A checksum or an unmistakable form backs what it finds, even in text put together from pieces. */
  readonly readsPieces?: true;
  /** A text in which this matches nowhere is not searched: cheap, without flags that keep state. */
  readonly needs?: RegExp;
  /** Whether a name is context for it: where the heading of a column is, the cells below are searched with it. */
  readonly announcedBy?: { test(name: string): boolean };
  find(scan: Scan): Iterable<Finding>;
}

/** How far (in characters) beyond a finding its evidence may lie: what a stream must hold back. */
export const reach = 64;
