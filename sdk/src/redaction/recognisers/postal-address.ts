import type { Finding, Recogniser } from "../finding.ts";
import { Keywords } from "../keywords.ts";
import type { Scan } from "../scan.ts";

/**
 * Postal addresses by their parts: a house number and a street's name, in the order of English, German, Dutch,
 * Nordic or Romance languages, with the unit, town, state and postcode that follow; post boxes; states with ZIP codes;
 * British postcodes.
 */
export const postalAddressRecogniser: Recogniser = {
  name: "postal-address",
  types: ["ADDRESS"],
  needs: /\d/,
  find: findAddresses,
};

function* findAddresses({ text, nearDigits }: Scan): Generator<Finding> {
  let covered = 0;
  for (const { word, start, end } of streetWords.find(text)) {
    if (start < covered) continue;
    if (isLetter(text[end]) || (!suffixes.has(word) && isLetter(text[start - 1]))) continue;
    const from = Math.max(0, start - before);
    const surroundings = text.slice(from, end + after);
    for (const { rule, pattern, digitsBefore } of rulesOf.get(word) as readonly StreetRule[]) {
      if (!/\d/.test(digitsBefore ? text.slice(from, start) : surroundings)) continue;
      for (const match of surroundings.matchAll(pattern)) {
        // A match that begins where the surroundings do may have begun earlier; another word's surroundings have it.
        if ((match.index === 0 && from > 0) || !/\d/.test(match[0])) continue;
        const address = addressAt(text, from + match.index, match[0].length, rule);
        covered = Math.max(covered, address.end);
        yield address;
      }
    }
  }
  for (const window of nearDigits) {
    for (const { rule, pattern } of codes)
      for (const match of window.text.matchAll(pattern))
        yield addressAt(text, window.start + match.index, match[0].length, rule);
  }
}

function addressAt(text: string, from: number, length: number, rule: string): Finding {
  const before = rule.startsWith("state") ? townBefore : unitBefore;
  const beginning = before.exec(text.slice(Math.max(0, from - 48), from))?.[0] ?? "";
  const rest = remainder.exec(text.slice(from + length, from + length + ahead))?.[0] ?? "";
  return {
    start: from - beginning.length,
    end: from + length + rest.length,
    type: "ADDRESS",
    score: 0.7,
    evidence: "contextual",
    recogniser: "postal-address",
    why: [rule],
  };
}

const english =
  "street st avenue ave road rd boulevard blvd lane ln drive dr court ct place pl square sq terrace ter parkway pkwy highway hwy circle cir way trail trl crescent cres close alley plaza mews grove gardens rise mead row turnpike expressway loop quay wharf ridge hill heights park walk run point crossing route " +
  // More of what the United States Postal Service lists (Publication 28, C1), without what also names other things.
  "bayou bluff bluffs burg burgs causeway cove coves creek dale ferry fords forge forges fork forks freeway glen glens hollow knoll knolls manor manors meadow meadows motorway mountains orchard overpass pike pines plain plains prairie ranch rapids shoal shoals shore shores skyway spur spurs stravenue throughway trace trafficway tunnel underpass viaduct ville vista walks";
const romance =
  "rue avenue av boulevard bd place chemin allée impasse quai chaussée via viale piazza corso largo vicolo calle c/ avenida avda alameda plaza paseo passeig carrer rua rúa travessa praça";
const germanic =
  "straße strasse str. weg platz allee gasse damm ufer markt straat laan gracht plein kade gatan vägen gata veien vej vejen gade gaden katu kuja tie";
/** Endings of English words as well: not after a vowel, and of a word by itself only after a genitive. */
const ambiguous = "ring gate";
const eastern = "ul. ulica ulitsa ulice aleja aleje plac trg rruga bulevar bulevard prospekt jl. jalan";
const hungarian = "utca u. út útja tér cesta ulica ulice námestí náměstí trg";
const numbered = "calle carrera cra diagonal transversal";
const units = "apt apartment suite ste unit flat floor room bldg building box postfach apartado";

/** How far a street's name may stand before its kind, and the house number after. */
const before = 64;
const after = 40;

const name = "\\p{Lu}[\\p{L}'’.-]{0,24}";
const number = "\\d{1,6}(?:[-/]\\d{1,4})?[a-zA-Z]?";
const particle =
  "(?:(?:de|du|des|della|delle|dei|del|la|le|los|las|di|da|do|das|dos) |(?:d|l|dell)['’]){0,3}";

const numberAfter = "(?!(?:19|20)\\d\\d(?!\\d))\\d{1,4}(?:/\\d{1,4})? ?[a-zA-Z]?(?![\\p{L}\\p{N}]|[.,]\\d)";

interface StreetRule {
  readonly rule: string;
  readonly words: string;
  readonly pattern: RegExp;
  readonly digitsBefore?: true;
}

const streets: readonly StreetRule[] = [
  {
    rule: "number and street",
    words: english,
    digitsBefore: true,
    pattern: unicode(
      `(?<![\\p{L}\\p{N}.,/-])${number},? (?!The )(?:[NSEW]{1,2}\\.? |(?:North|South|East|West) )?(?:(?:${name}|\\d{1,3}(?:st|nd|rd|th)) ){1,4}?(?:street|avenue|road|boulevard|lane|${capitalised(english)})(?![\\p{L}\\p{N}])\\.?`,
    ),
  },
  {
    rule: "street and number (Germanic, Nordic)",
    words: germanic,
    pattern: unicode(
      `(?<![\\p{L}\\p{N}])\\p{Lu}[\\p{L}-]{1,30}(?:[ -]\\p{Lu}?[\\p{L}-]{1,20}){0,2}?[ -]?${anyOf(germanic)} ${numberAfter}`,
    ),
  },
  {
    rule: "street and number (Germanic, Nordic)",
    words: ambiguous,
    pattern: unicode(
      `(?<![\\p{L}\\p{N}])\\p{Lu}[\\p{L}-]{2,30}(?:[ -]\\p{Lu}[\\p{L}-]{1,20})?(?:[^\\P{L}aeiou]|(?<=s) |-)${anyOf(ambiguous)} ${numberAfter}`,
    ),
  },
  {
    rule: "street and number (Slavic, Malay, Albanian)",
    words: eastern,
    pattern: unicode(
      `(?<![\\p{L}\\p{N}])(?:${number} )?${anyOf(eastern)} (?:e )?${name}(?: ${name}){0,2}(?:,? (?:[Nn]o\\. ?)?${number})?(?![\\p{L}\\p{N}])`,
    ),
  },
  {
    rule: "street and number (Hungarian, South Slavic)",
    words: hungarian,
    pattern: unicode(`(?<![\\p{L}\\p{N}])${name}(?: ${name}){0,2} ${anyOf(hungarian)} ${numberAfter}`),
  },
  {
    rule: "numbered street (Latin America)",
    words: numbered,
    pattern: unicode(
      `(?<![\\p{L}\\p{N}])${anyOf(numbered)}\\.? \\d{1,3}[A-Z]? ?(?:#|[Nn]o\\.?|[Nn]°) ?\\d{1,3}[A-Z]? ?- ?\\d{1,3}`,
    ),
  },
  {
    rule: "street and number (Romance)",
    words: romance,
    pattern: unicode(
      `(?<![\\p{L}\\p{N}])(?:${number},? |(?!Place ${name} \\d))${anyOf(romance)}\\.? ${particle}${name}(?: ${particle}${name}){0,3}(?:,? ?(?:n[.º°]? ?)?\\d{1,4}(?![\\p{L}\\p{N}]))?`,
    ),
  },
  {
    rule: "house number, a name and a unit",
    words: units,
    digitsBefore: true,
    pattern: unicode(
      `(?<![\\p{L}\\p{N}.,/-])${number} (?:${name} ){1,4}(?:\\d{1,4} )?${anyOf(units)}\\.? ?\\d{1,6}`,
    ),
  },
  {
    rule: "post box",
    words: units,
    pattern: unicode("(?<![\\p{L}\\p{N}])(?:P\\.? ?O\\.? ?Box:?|Postfach|Apartado(?: de Correos)?) \\d{1,6}"),
  },
];

/** Endings of one-word street names: these may follow a letter. */
const suffixes = new Set([...germanic.split(" "), ...ambiguous.split(" ")]);
const rulesOf = new Map<string, StreetRule[]>();
for (const rule of streets)
  for (const word of rule.words.split(" ")) rulesOf.set(word, [...(rulesOf.get(word) ?? []), rule]);
const streetWords = new Keywords(rulesOf.keys());

const codes = [
  {
    rule: "state and ZIP code",
    pattern:
      /(?<![A-Za-z])(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AIT]|W[AIVY]),? \d{5}(?:-\d{4})?(?![\w-])/g,
  },
  {
    rule: "military post office",
    pattern:
      /(?<![A-Za-z])(?:US(?:S|NS|CGC|NV) [A-Z][a-z]{1,20},?\s|(?:PSC|CMR|Unit) \d{1,5},? Box \d{1,5},?\s)?[AFD]PO,? A[AEP],? \d{5}(?:-\d{4})?(?![\w-])/g,
  },
  {
    rule: "British postcode",
    pattern:
      /(?<![\w-])(?:GIR 0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRV-Y]) \d[ABD-HJLNP-UW-Z]{2})(?![\w-])/g,
  },
];

const townBefore = new RegExp(`${name}(?: ${name}){0,2},? $`, "u");
const unitBefore =
  /(?<![\p{L}\p{N}])(?:Suite|Unit|Flat|Apartment|Apt\.?|Level|Floor|Room|Plot) [\p{L}\d-]{1,5},? $/u;
const town = `${name}(?: ${name}){0,2}(?![\\p{L}:])`;
/** With a state or province before it, or the town behind it, as countries do; four digits alone may be a year. */
const postcode = `(?:[A-Z]{2,3},? \\d{4,6}(?:-\\d{4})?|\\d{5,6}(?:-\\d{4})?(?: ${town})?|\\d{4}(?: [A-Z]{2})? ${town}|(?:[A-Z]{2} )?[A-Z]\\d[A-Z] ?\\d[A-Z]\\d)(?![\\p{L}\\p{N}])`;
/** How far they may reach: less than what a stream holds back. */
const ahead = 90;
/** Unit, town, state, postcode after the street, on this line or the next ones. */
const remainder = new RegExp(
  `^(?: [NSEW]{1,2}(?![\\p{L}\\p{N}]))?(?:(?:,? |,?\\n)(?:${anyOf(units)}\\.? ?[\\p{L}\\d-]{1,6}(?![\\p{L}\\d])|${postcode})|(?:, |,?\\n)${town}){0,4}`,
  "u",
);

function unicode(pattern: string): RegExp {
  return new RegExp(pattern, "gu");
}

/** Any of some words, which may begin with a capital. */
function anyOf(words: string): string {
  const escaped = words.replaceAll(".", "\\.").split(" ");
  return `(?:${escaped.map((word) => `[${word[0]}${word[0]?.toUpperCase()}]${word.slice(1)}`).join("|")})`;
}

/** Any of some words, with a capital: many also mean something else. */
function capitalised(words: string): string {
  return words.replace(/(?<=^| )[a-z]/g, (letter) => letter.toUpperCase()).replaceAll(" ", "|");
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}
