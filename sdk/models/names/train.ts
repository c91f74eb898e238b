/**
 * Trains the model that tells names of people, places and organisations apart, and writes `names.bin`.
 *
 *   npx tsx --conditions=@sallyport/source sdk/models/names/train.ts DATA_FOLDER [--check]
 *
 * The README beside this file says what it learns from. With `--check`, trains three times more, each time without a
 * third of the labelled sources, and reports on those; technical texts are measured by the benchmark, on real ones.
 */
import { writeFileSync } from "node:fs";
import { type Item, loadItems, score, type Tally } from "../../bench/redaction/score.ts";
import { featuresOf, isCandidate, outside, type Word, wordsOf } from "../../src/redaction/names/features.ts";
import { findNames } from "../../src/redaction/names/find-names.ts";
import {
  inCities,
  inCommonWords,
  inFirstNames,
  inLastNames,
  inNames,
  inRegions,
} from "../../src/redaction/names/lexicon.ts";
import { encodeModel } from "../../src/redaction/names/model-file.ts";
import { type NameModel, predict, tagBefore, tags } from "../../src/redaction/names/tagger.ts";
import { tokensOf } from "../../src/redaction/names/tokens.ts";
import { dressed } from "./dressed.ts";
import { labelledTexts } from "./labelled.ts";
import { cityWords, commonWords, lexiconWith, names } from "./lists.ts";
import { random } from "./random.ts";
import { sentence } from "./sentences.ts";
import { taught } from "./teacher.ts";

const [folder = ""] = process.argv.slice(2);
const common = commonWords(folder);
const lexicon = lexiconWith(common);

const size = 2 ** 17;
const epochs = 5;

interface Sample {
  readonly words: readonly Word[];
  /** The right tag of each word; -1 where labels don't say. */
  readonly gold: readonly number[];
  /** The share of epochs that it is part of. */
  readonly share: number;
}

const anyList = inNames | inFirstNames | inLastNames | inCities | inRegions;

function sampleOf({ text, spans, ignore = [], scope }: Item): Sample {
  const isTaught = scope.length === 0;
  const tokens = tokensOf(text);
  const words = wordsOf(text, tokens, lexicon);
  const gold = tokens.map(({ start, end }, index) => {
    const span = spans.find(([from, to]) => from < end && start < to);
    if (span !== undefined) return Math.max(0, tags.indexOf(span[2] as (typeof tags)[number]));
    if (isTaught && mayBeName(words[index] as Word)) return -1;
    return ignore.some(([from, to]) => from < end && start < to) ? -1 : 0;
  });
  return { words, gold, share: isTaught ? 0.1 : 1 };
}

/** The teacher misses one name in three: that it says nothing of one that lists know is no evidence against it. */
function mayBeName({ shape, bits, opensSentence }: Word): boolean {
  return shape[0] === "X" && !opensSentence && (bits & anyList) !== 0 && (bits & inCommonWords) === 0;
}

/** The weights' mean over the training's later part: they waver less than those at its end. */
function train(items: readonly Item[], epochs: number): NameModel {
  const samples = items.map(sampleOf);
  const weights = new Float32Array(size * tags.length);
  const squares = new Float32Array(size * tags.length).fill(1e-6);
  const sum = new Float32Array(size * tags.length);
  let summed = 0;
  const interval = Math.ceil(samples.length / 4);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let at = samples.length - 1; at > 0; at--) {
      const other = Math.floor(random() * (at + 1));
      [samples[at], samples[other]] = [samples[other] as Sample, samples[at] as Sample];
    }
    for (const [at, { words, gold, share }] of samples.entries()) {
      if (share === 1 || random() < share) learn(words, gold, weights, squares);
      if (epoch === 0 || at % interval !== interval - 1) continue;
      for (let place = 0; place < sum.length; place++)
        sum[place] = (sum[place] as number) + (weights[place] as number);
      summed++;
    }
  }
  return { weights: sum.map((weight) => weight / summed), scale: 1 };
}

/** One pass of logistic regression with AdaGrad; the previous tag is the model's own, as it will be at run time. */
function learn(
  words: readonly Word[],
  gold: readonly number[],
  weights: Float32Array,
  squares: Float32Array,
): void {
  const own: number[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as Word;
    if (!isCandidate(word)) {
      own.push(0);
      continue;
    }
    // Some lists and words are hidden at times, so that no weight leans on one of them alone.
    const previous = tagBefore(words, index, (at) => own[at] ?? 0);
    const features = featuresOf(words, index, previous, size).filter(() => random() > 0.45);
    const probabilities = predict(features, { weights, scale: 1 });
    const right = gold[index] as number;
    if (right >= 0) {
      for (const feature of features) {
        for (let tag = 0; tag < tags.length; tag++) {
          const place = feature * tags.length + tag;
          const gradient =
            (probabilities[tag] as number) - (tag === right ? 1 : 0) + 1e-5 * (weights[place] as number);
          squares[place] = (squares[place] as number) + gradient * gradient;
          weights[place] =
            (weights[place] as number) - (0.08 * gradient) / Math.sqrt(squares[place] as number);
        }
      }
    }
    own.push(probabilities.indexOf(Math.max(...probabilities)));
  }
}

/**
 * How much likelier than not a name of each kind must be: no evidence against names was taken from the teacher, so the
 * model believes in them too readily. Put on the weight that every word has for each tag.
 */
const evenOdds = { PERSON: 1.6, LOCATION: 1.35, ORGANIZATION: 1.35 } as const;

function quantise({ weights }: NameModel): NameModel {
  const everyWord = (featuresOf([outside], 0, 0, size)[0] as number) * tags.length;
  for (const [tag, odds] of Object.entries(evenOdds)) {
    const place = everyWord + tags.indexOf(tag as (typeof tags)[number]);
    weights[place] = (weights[place] as number) - Math.log(odds);
  }
  const largest = [...weights].map(Math.abs).sort((a, b) => b - a)[
    Math.floor(weights.length * 0.0005)
  ] as number;
  const scale = largest / 127;
  return {
    weights: Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / scale)))),
    scale,
  };
}

const labelled = labelledTexts(folder);
const clean = (loadItems(`${folder}/pii`) ?? [])
  .filter(({ source }) => source === "clean-tech")
  .map((item) => ({ ...item, spans: [] }));
const written = Array.from({ length: 34_000 }, (_, index) =>
  index % 4 === 0 ? dressed(sentence()) : sentence(),
);
const opening = ({ text }: Item) => text.slice(0, 200);
const read = new Set(labelled.map(opening));
const others = [...written, ...clean, ...taught(folder).filter((item) => !read.has(opening(item)))];
const trainOn = (items: readonly Item[]) =>
  quantise(train([...others, ...items, ...items.map(dressed)], epochs));

if (process.argv.includes("--check")) {
  const sources = [...new Set(labelled.map(({ source }) => source))]
    .filter((each) => each !== "technical")
    .sort();
  for (const third of [0, 1, 2]) {
    const left = new Set(sources.filter((_, index) => index % 3 === third));
    const model = trainOn(labelled.filter(({ source }) => !left.has(source)));
    for (const source of left) {
      const result = score(
        labelled.filter((item) => item.source === source),
        (text) => [...findNames(text, { lexicon, model })],
      );
      console.log(source, ...[...result].map(summary));
    }
  }
}

function summary([type, { golds, recalled, found, right }]: [string, Tally]): string {
  const percent = (part: number, whole: number) => Math.round((100 * part) / whole);
  return `${type} ${percent(recalled, golds)} / ${percent(right, found)} of ${golds};`;
}

const model = trainOn(labelled);
const file = encodeModel({ lexicon, model });
writeFileSync(new URL("../names.bin", import.meta.url), file);
console.log(
  `names.bin: ${file.length} bytes; lists: ${names.length} names, ${cityWords.length} cities, ${common.length} common words`,
);
