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
/** Products, laws, titles, headings: written like names, and none. */
export const isThing = 8192;

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
  readonly things: BloomFilter;
}

const titles = setOf(
  "mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor sir madam mx mx. herr frau monsieur madame mme señor señora sra dear hi hello hey rev rev. capt capt. captain sgt sgt. lt lt. col col. gen gen. general senator president minister judge justice lord lady king queen prince princess saint st st. pope coach officer detective mag adv adv. sig signor signora signorina don doña frau fräulein pan pani bapak ibu pak sheikh sheik imam rabbi brother sister aunt auntie uncle nurse sir dame baron count duke prof. eng ing ing. dipl drs ir cllr councillor senator rep rep. gov gov. governor née",
);
const companyForms = setOf(
  "inc inc. ltd ltd. llc llp plc corp corp. corporation company co co. gmbh ag sa s.a. spa s.p.a. bv b.v. nv oy ab kg group holdings holding partners associates bank university college institute hospital clinic ministry department agency foundation association committee council commission authority party union club school academy society trust press court fc f.c. united airlines airways railway motors pharmaceuticals technologies systems solutions industries insurance labs studios records mutual savings dental practice surgery logistics freight trading foods dairy pharma pharmacy energy oil gas steel motors cement federation freight shipping lines transport rail railways consulting consultants advisors legal solicitors chambers software digital media press publishing books hotel hotels restaurant cafe bakery brewery farms construction builders engineering electronics telecom mobile networks capital ventures investments finance financial credit assurance housing council library museum church cathedral mosque temple synagogue orchestra theatre theater ballet rovers wanderers athletic albion fc. sc cf ac rc kft oyj abp plc. sarl sas sasu srl s.r.l. s.l. sl lda ltda sdn bhd pte pvt pty tbk pt kk k.k. a.s. a/s aps as d.o.o. doo sp z.o.o. eood ooo zao oao inc",
);
const calendar = setOf(
  "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun christmas easter",
);
const roles = setOf(
  "actor actress author singer player footballer manager director ceo cfo cto chairman chief engineer teacher doctor nurse patient customer client employee colleague friend wife husband son daughter mother father brother sister uncle aunt cousin boss neighbour neighbor named called name contact attn from by spokesman spokeswoman writer poet composer painter politician lawyer architect scientist coach officer agent holder signed sincerely regards cheers thanks",
);
const placeWords = setOf(
  "city town village county state province district region country island river lake mountain north south east west northern southern eastern western in at near from to capital airport street road avenue park bay port valley hill beach san los las el new fort mount saint st upper lower sea ocean canal pass strait straits gulf desert islands isle isles peninsula cape falls glacier plateau plain forest woods glen loch lough lane row square plaza place junction crossing terrace drive avenue boulevard bridge tower station terminal market quarter borough parish canton prefecture oblast governorate emirate territory republic kingdom states heights springs creek gardens grove point beach harbour harbor mountains hills basin delta reef volcano ridge summit between outside across through around inside toward towards via into onto based headquartered residing resident live lives living lived moved move visit visiting visited travel travelling flight flights fly flew born",
);

/** What the lists know of a word: of one with hyphens that they don't know, what they know of its parts. */
export function bitsOf(word: string, lexicon: Lexicon): number {
  const bits = bitsOfWhole(foldLetters(word), lexicon);
  if (bits !== 0 || !word.includes("-")) return bits;
  return word.split("-").reduce((all, part) => all | bitsOfWhole(foldLetters(part), lexicon), 0);
}

const plain: Readonly<Record<string, string>> = {
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ı: "i",
};

/** Letters without marks and apostrophes, as lists are kept: those of names come and go. */
export function foldLetters(word: string): string {
  if (/^[\0-\x7f]*$/.test(word)) return word.replaceAll("'", "");
  return word
    .normalize("NFD")
    .replace(/[\p{M}ʻʼ‘’'´`]/gu, "")
    .replace(/[øłđðþßæœı]/g, (letter) => plain[letter] as string);
}

/** What the lists of places, organisations and things know of several words together. */
export function bitsOfPhrase(phrase: string, lexicon: Lexicon): number {
  const folded = foldLetters(phrase);
  const first = hash(folded);
  const second = hash(folded, secondSeed) | 1;
  return (
    (lexicon.regions.hasHashed(first, second) ? inRegions : 0) |
    (lexicon.organisations.hasHashed(first, second) ? inOrganisations : 0) |
    (lexicon.things.hasHashed(first, second) ? isThing : 0)
  );
}

function bitsOfWhole(word: string, lexicon: Lexicon): number {
  const first = hash(word);
  const second = hash(word, secondSeed) | 1;
  return (
    (lexicon.names.hasHashed(first, second) ? inNames : 0) |
    (lexicon.firstNames.hasHashed(first, second) ? inFirstNames : 0) |
    (lexicon.lastNames.hasHashed(first, second) ? inLastNames : 0) |
    (lexicon.cities.hasHashed(first, second) ? inCities : 0) |
    (lexicon.regions.hasHashed(first, second) ? inRegions : 0) |
    (lexicon.commonWords.hasHashed(first, second) ? inCommonWords : 0) |
    (lexicon.organisations.hasHashed(first, second) ? inOrganisations : 0) |
    (lexicon.demonyms.hasHashed(first, second) ? isDemonym : 0) |
    (lexicon.things.hasHashed(first, second) ? isThing : 0) |
    (titles.has(word) ? isTitle : 0) |
    (companyForms.has(word) ? isCompanyForm : 0) |
    (calendar.has(word) ? isCalendar : 0) |
    (roles.has(word) ? isRole : 0) |
    (placeWords.has(word) ? isPlaceWord : 0)
  );
}

/** Words that are part of many names and say nothing alone of which. */
export const generic: ReadonlySet<string> = new Set([...placeWords, ...companyForms, ...titles, ...roles]);

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}
