import { denseNames } from "../../src/screening/classifier/dense-features.ts";
import type { ScoredSentence } from "../../src/screening/classifier/document-features.ts";
import { readSentences, type TextFeatures } from "../../src/screening/classifier/read-sentences.ts";
import { readWords } from "../../src/screening/language/words.ts";
import { visibleOf } from "../../src/screening/readings.ts";
import { originalSpan, type View } from "../../src/screening/view.ts";
import type { Example } from "./examples.ts";

const denseCount = denseNames.length;

export interface WindowsOfText {
  readonly from: number;
  readonly to: number;
  readonly features: TextFeatures;
}

/** Sentence windows of many texts, with their features in flat arrays. */
export class Windows {
  readonly texts: WindowsOfText[] = [];
  readonly about: Omit<ScoredSentence, "logit" | "plain">[] = [];
  /** 1 hostile, 0 harmless, -1 nothing to learn from. */
  readonly labels: number[] = [];
  readonly starts: number[] = [0];
  hashed = new Uint16Array(1 << 12);
  dense = new Float32Array(1 << 12);

  get count(): number {
    return this.labels.length;
  }

  /** Adds every sentence of a text: hostile inside the spans, harmless elsewhere. */
  add(example: Example): void {
    const concealed = example.concealed === true;
    const visible: View = concealed
      ? { channel: "markup-comment", depth: 1, text: example.text }
      : visibleOf(example.text);
    const words = readWords(visible.text);
    const from = this.count;
    const features = readSentences(words, concealed, (sentence) => {
      const start = words.starts[sentence.from] ?? 0;
      const span = originalSpan(visible, start, words.ends[sentence.to - 1] ?? start);
      this.#push(sentence.hashed.subarray(0, sentence.hashedCount), sentence.dense);
      this.labels.push(labelOf(example, span, sentence.to - sentence.from));
      this.about.push(sentence.about);
    });
    this.texts.push({ from, to: this.count, features });
  }

  #push(hashed: Uint16Array, dense: Float32Array): void {
    const start = this.starts[this.starts.length - 1] ?? 0;
    while (start + hashed.length > this.hashed.length) this.hashed = doubled(this.hashed, Uint16Array);
    this.hashed.set(hashed, start);
    const row = this.count * denseCount;
    while (row + denseCount > this.dense.length) this.dense = doubled(this.dense, Float32Array);
    this.dense.set(dense, row);
    this.starts.push(start + hashed.length);
  }
}

const fewestHostileWords = 3;

function labelOf(
  { hostile, spans, unsure }: Example,
  span: { start: number; end: number },
  words: number,
): number {
  if (!hostile) return 0;
  const within = (a: number, b: number) => Math.min(b, span.end) - Math.max(a, span.start);
  const covered = spans === undefined || spans.some(([a, b]) => within(a, b) > (span.end - span.start) / 2);
  if (covered) return words < fewestHostileWords ? -1 : 1;
  const touched =
    spans?.some(([a, b]) => within(a, b) > 0) === true || (unsure !== undefined && within(...unsure) > 0);
  return touched ? -1 : 0;
}

function doubled<T extends Uint16Array | Float32Array>(from: T, type: new (length: number) => T): T {
  const to = new type(from.length * 2);
  to.set(from);
  return to;
}
