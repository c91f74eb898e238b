import type { Words } from "../language/words.ts";
import { readContext } from "./context.ts";
import { denseNames, writeDense } from "./dense-features.ts";
import type { ScoredSentence } from "./document-features.ts";
import { mostHashed, writeHashed } from "./hashed-features.ts";
import { isRecord } from "./record.ts";
import { shapeOf } from "./sentence-shape.ts";

/** One sentence with its features. The arrays are reused for the next sentence: copy what is to be kept. */
export interface SentenceFeatures {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly hashed: Uint16Array;
  readonly hashedCount: number;
  readonly dense: Float32Array;
  readonly about: Omit<ScoredSentence, "logit" | "plain">;
}

export interface TextFeatures {
  readonly requestShare: number;
  readonly record: boolean;
}

const hashed = new Uint16Array(mostHashed);
const dense = new Float32Array(denseNames.length);

/** Calls `visit` with the features of each sentence in turn. Training and screening both read texts this way. */
export function readSentences(
  words: Words,
  concealed: boolean,
  visit: (sentence: SentenceFeatures) => void,
): TextFeatures {
  const context = readContext(words);
  const record = isRecord(words.text);
  for (let index = 0; index < context.sentences; index += 1) {
    const from = words.sentences[index] ?? 0;
    const to = words.sentences[index + 1] ?? from;
    const shape = shapeOf(words.text, words.starts[from] ?? 0, words.ends[to - 1] ?? 0);
    writeDense({ words, index, from, to, shape, context, concealed, record }, dense);
    visit({
      index,
      from,
      to,
      hashed,
      hashedCount: writeHashed(words, from, to, hashed),
      dense,
      about: {
        words: to - from,
        label: context.labels[index] === 1,
        request: context.requests[index] === 1,
        novelty: context.novelty[index] ?? 0,
        trust: trustIn(words, from, to),
        first: index === 0,
        last: index === context.sentences - 1,
      },
    });
  }
  return { requestShare: context.requestCount / Math.max(1, context.sentences), record };
}

const wellKnownShare = 0.35;
const shortestTelling = 3;

/**
 * The model learned from English. Where a sentence does not look English it knows nothing, and what it says counts
 * for little; the detectors know more languages. Words of two letters are the same in too many of them.
 */
function trustIn(words: Words, from: number, to: number): number {
  let count = 2;
  let known = 1;
  for (let i = from; i < to; i += 1) {
    if ((words.ends[i] ?? 0) - (words.starts[i] ?? 0) < shortestTelling) continue;
    count += 1;
    if (words.is(i, "frame") || words.is(i, "common") || words.is(i, "task")) known += 1;
  }
  return Math.min(1, (known / count / wellKnownShare) ** 2);
}
