import { type BloomFilter, secondSeed } from "./bloom.ts";
import { hash } from "./hash.ts";

/** What lists know of a word, one bit each. */
export const inNames = 1;
export const inFirstNames = 2;
export const inLastNames = 4;
export const inCities = 8;
export const inRegions = 16;
export const inCommonWords = 32;
export const inOrganisations = 64;
export const isTitle = 128;
export const isCompanyForm = 256;
export const isCalendar = 512;
export const isDemonym = 1024;
export const isRole = 2048;
export const isPlaceWord = 4096;

/** The large lists, each as a set of lowercase words. */
export interface Lexicon {
  readonly names: BloomFilter;
  readonly firstNames: BloomFilter;
  readonly lastNames: BloomFilter;
  readonly cities: BloomFilter;
  readonly regions: BloomFilter;
  readonly commonWords: BloomFilter;
  readonly organisations: BloomFilter;
  readonly demonyms: BloomFilter;
}

const titles = setOf(
  "mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor sir madam mx mx. herr frau monsieur madame mme señor señora sra dear hi hello hey rev rev. capt capt. captain sgt sgt. lt lt. col col. gen gen. general senator president minister judge justice lord lady king queen prince princess saint st st. pope coach officer detective",
);
const companyForms = setOf(
  "inc inc. ltd ltd. llc llp plc corp corp. corporation company co co. gmbh ag sa s.a. spa s.p.a. bv b.v. nv oy ab kg group holdings holding partners associates bank university college institute hospital clinic ministry department agency foundation association committee council commission authority party union club school academy society trust press court fc f.c. united airlines airways railway motors pharmaceuticals technologies systems solutions industries insurance labs studios records",
);
const calendar = setOf(
  "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun christmas easter",
);
const roles = setOf(
  "actor actress author singer player footballer manager director ceo cfo cto chairman chief engineer teacher doctor nurse patient customer client employee colleague friend wife husband son daughter mother father brother sister uncle aunt cousin boss neighbour neighbor named called name contact attn from by spokesman spokeswoman writer poet composer painter politician lawyer architect scientist coach officer agent holder signed sincerely regards cheers thanks",
);
const placeWords = setOf(
  "city town village county state province district region country island river lake mountain north south east west northern southern eastern western in at near from to capital airport street road avenue park bay port valley hill beach san los las el new fort mount saint st upper lower",
);

export function bitsOf(word: string, lexicon: Lexicon): number {
  const first = hash(word);
  const second = hash(word, secondSeed) | 1;
  const isIn = (list: BloomFilter) => list.hasHashed(first, second);
  return (
    (isIn(lexicon.names) ? inNames : 0) |
    (isIn(lexicon.firstNames) ? inFirstNames : 0) |
    (isIn(lexicon.lastNames) ? inLastNames : 0) |
    (isIn(lexicon.cities) ? inCities : 0) |
    (isIn(lexicon.regions) ? inRegions : 0) |
    (isIn(lexicon.commonWords) ? inCommonWords : 0) |
    (isIn(lexicon.organisations) ? inOrganisations : 0) |
    (isIn(lexicon.demonyms) ? isDemonym : 0) |
    (titles.has(word) ? isTitle : 0) |
    (companyForms.has(word) ? isCompanyForm : 0) |
    (calendar.has(word) ? isCalendar : 0) |
    (roles.has(word) ? isRole : 0) |
    (placeWords.has(word) ? isPlaceWord : 0)
  );
}

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}
