import type { Words } from "../language/words.ts";
import type { View } from "../view.ts";

/** A view together with its words. */
export interface Reading {
  readonly view: View;
  readonly words: Words;
}

/** Everything that detectors look at. Detectors never see what the others said. */
export interface Readings {
  /** The text as it came, for what only shows there. */
  readonly original: View;
  /** The text with characters folded but markup kept. */
  readonly raw: Reading;
  /** What a reader sees: the same as `raw` where there is no markup. */
  readonly visible: Reading;
  /** Hidden and decoded content. */
  readonly concealed: readonly Reading[];
}

/** What a detector found, in a view's own offsets. */
export interface Finding {
  readonly view: View;
  readonly start: number;
  readonly end: number;
  /** 0 to 1: how surely this is an attack. */
  readonly score: number;
}

export interface Detector {
  readonly id: string;
  /** Goes up with every change in what it finds: stored verdicts then are stale. */
  readonly version: number;
  /** One sentence for people. Never quotes the text. */
  readonly message: string;
  readonly owasp: string;
  /** Linear in the length of the readings. */
  find(readings: Readings): Finding[];
}

/** Every reading that is prose: what is seen and what is concealed, but not the markup itself. */
export function proseOf(readings: Readings): readonly Reading[] {
  return [readings.visible, ...readings.concealed];
}

/** A finding over the words `first..last` of a reading. */
export function findingOf(reading: Reading, first: number, last: number, score: number): Finding {
  const { starts, ends } = reading.words;
  return { view: reading.view, start: starts[first] ?? 0, end: ends[last] ?? 0, score };
}
