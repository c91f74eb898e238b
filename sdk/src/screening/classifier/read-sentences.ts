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
  readonly about: Omit<ScoredSentence, "logit">;
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
        request: context.requests[index] === 1,
        novelty: context.novelty[index] ?? 0,
        first: index === 0,
        last: index === context.sentences - 1,
      },
    });
  }
  return { requestShare: context.requestCount / Math.max(1, context.sentences), record };
}
