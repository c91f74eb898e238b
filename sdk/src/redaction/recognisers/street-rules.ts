import { name, number } from "./address-parts.ts";

/** A street and its number as one family of languages writes them, found by the words that name kinds of streets. */
export interface StreetRule {
  readonly rule: string;
  readonly words: string;
  readonly pattern: RegExp;
  readonly digitsBefore?: true;
  /** What comes right after the word: it is seen at once where there is nothing of the kind. */
  readonly next?: RegExp;
  /** How far before the word an address begins at most; a street's name may be long. */
  readonly before?: number;
}

const english =
  "street st avenue ave road rd boulevard blvd lane ln drive dr court ct place pl square sq terrace ter tce parkway pkwy parade pde highway hwy circle cir circuit way trail trl crescent cres close alley plaza mews grove gardens gdns rise mead row turnpike expressway esplanade promenade loop quay wharf ridge hill heights park walk run point crossing route path pass green view croft vale link " +
  // More of what the United States Postal Service lists (Publication 28, C1), without what also names other things.
  "bayou bluff bluffs burg burgs causeway cove coves creek dale ferry fords forge forges fork forks freeway glen glens hollow knoll knolls manor manors meadow meadows motorway mountains orchard overpass pike pines plain plains prairie ranch rapids shoal shoals shore shores skyway spur spurs stravenue throughway trace trafficway tunnel underpass viaduct ville vista walks";
const romance =
  "rue avenue av av. avda avda. boulevard bd bd. boul. blvd. place chemin allée impasse quai chaussée cours square route voie parvis sentier passage via viale piazza p.zza corso c.so v.le largo vicolo strada contrada calle c/ avenida alameda plaza paseo passeig carrer camino ronda travesía calz. calzada privada cerrada circuito rua r. rúa travessa praça praceta rodovia estrada marginal parcela str. șos. calea aleea bulevardul";
const germanic =
  "straße strasse str. weg platz allee gasse damm ufer markt pfad steig chaussee zeile straat laan gracht plein kade dreef singel gatan vägen gata stigen gränd allén allé veien vej vejen gade gaden stræde hagen bakken katu kuja tie polku väylä raitti väg gärdet dijk";
/** Endings of English words as well: not after a vowel, and of a word by itself only after a genitive. */
const ambiguous = "ring gate";
const eastern =
  "ul. ulica ulitsa ulice aleja aleje al. os. osiedle plac pl. trg rruga bulevar bulevard prospekt jl. jalan třída leoforos odos";
const hungarian =
  "utca u. út útja tér köz körút sétány határút cesta ulica ulice námestí náměstí třída trg caddesi cad. sokak sok. sokağı bulvarı";
const numbered = "calle carrera cra diagonal transversal";
/** The rest of the Postal Service's list: names of many other things, so only with a number of three digits or more. */
const rare =
  "branch bridge camp canyon cape cliff cliffs club common corner corners crest estate estates extension fall falls field fields flat flats garden green greens groves harbor harbors haven inlet island islands isle junction key keys lake lakes land landing light lights lock locks lodge mall mill mills mission mount mountain neck parks passage port ports radial rest river springs spring square station stream summit union unions valley valleys village villages well wells";
const units = "apt apartment suite ste unit flat floor room bldg building lot";
const moreUnits = "lgh bloc block edificio appartamento leil piso depto dpto bus";
const japanese = "-ku -shi -cho";
const boxes = "box bag postfach postbus postboks apartado bp b.p. casella";
const rural = "rr hc fm cr sr route road hwy highway";

const particle =
  "(?:(?:de|du|des|della|delle|dei|degli|del|la|le|les|los|las|di|da|do|das|dos) |(?:d|l|dell)['’]){0,3}";
const romanceStreet = `${anyOf(romance)}\\.? ${particle}(?:\\d{1,2} de )?${name}(?: (?!(?:Apt|Suite|Unit|App|Appt|B[âa]t)(?!\\p{L}))${particle}${name}){0,3}`;
/** "via Python 3": in lower case only what Italian has before a street is about one. */
const preposition =
  "via (?<!(?:^|[\"'\\n>:(]|(?<!\\p{L})(?:in|presso|sede|abit\\p{L}{1,6}|residente|indirizzo)[:,]?) ?via )";
const numberAfter =
  "(?!(?:19|20)\\d\\d(?!\\d))\\d{1,4}(?:[/-]\\d{1,4}){0,2}(?: ?[a-zA-Z])?(?:[-/](?:[a-z]{1,2}|[A-Z]))?(?![\\p{L}\\p{N}:]|[.,]\\d)";

const streets: readonly StreetRule[] = [
  {
    rule: "number and street",
    words: english,
    digitsBefore: true,
    pattern: unicode(
      `(?<![\\p{L}\\p{N}.,/-])(?:(?!(?:19|20)\\d\\d(?:-(?:19|20)\\d\\d)?, )${number},?|\\d{1,2}(?:st|nd|rd|th) Floor,) (?!The |(?:Percent|Minutes?|Miles?|Hours?|Days?|Min|Plus|Pro) )(?:[NSEW]{1,2}\\.? |(?:North|South|East|West) )?(?:(?:${name}|\\d{1,3}(?:st|nd|rd|th)) ){1,4}(?:street|avenue|road|boulevard|lane|${capitalised(english)})(?![\\p{L}\\p{N}])(?: (?<=(?:County Road|State Road|Route|Highway|Hwy|Ave) )\\d{1,4}(?![\\p{L}\\d]))?(?:\\.(?= ?[,\\n]| [A-Z#\\d]))?`,
    ),
  },
  {
    rule: "number and rare street",
    words: rare,
    digitsBefore: true,
    pattern: unicode(
      `(?<![\\p{L}\\p{N}.,/#-]|\\p{L} )(?!(?:19|20)\\d\\d )\\d{3,5} (?:${name} ){1,2}(?:${capitalised(rare)})(?= ?(?:[.;,\\n"'<)]|$)| (?:Apt|Suite|Unit))|(?<=(?:at|to|on|near|from|is|in) )(?!(?:19|20)\\d\\d )\\d{3,5} (?:${name} ){1,2}(?:${capitalised(rare)})(?![\\p{L}\\p{N}])`,
    ),
  },
  {
    rule: "street and number (Germanic, Nordic)",
    words: germanic,
    next: /^ \d/,
    pattern: unicode(
      `(?<![\\p{L}\\p{N}])\\p{Lu}[\\p{L}-]{1,30}(?:[ -](?:\\p{Lu}[\\p{L}-]{1,20}|alten?|alter|neuen?|de[mnr]?|van|het|ten|ter|langen?|hohen?)){0,2}?[ -]?${anyOf(germanic)} ${numberAfter}`,
    ),
  },
  {
    rule: "number and street (Germanic, Nordic)",
    words: germanic,
    digitsBefore: true,
    pattern: unicode(
      `(?<![\\p{L}\\p{N}.,/-])\\d{1,4}[a-zA-Z]?,? \\p{Lu}[\\p{L}-]{2,30}${anyOf(germanic)}(?![\\p{L}\\p{N}])`,
    ),
  },
  {
    rule: "street and number (Germanic, Nordic)",
    words: ambiguous,
    next: /^ \d/,
    pattern: unicode(
      `(?<![\\p{L}\\p{N}])\\p{Lu}[\\p{L}-]{2,30}(?:[ -]\\p{Lu}[\\p{L}-]{1,20})?(?:[^\\P{L}aeiou]|(?<=s) |-)${anyOf(ambiguous)} ${numberAfter}`,
    ),
  },
  {
    rule: "street and number (Slavic, Greek, Malay, Albanian)",
    words: eastern,
    next: /^ [e\d\p{Lu}]/u,
    before: 24,
    pattern: unicode(
      `(?<![\\p{L}\\p{N}])(?:${number} )?${anyOf(eastern)} (?:e )?(?:\\d{1,2}\\.? )?${name}(?: ${name}){0,2}(?:,? (?:[Nn]o\\. ?)?${number}(?!\\d))?(?![\\p{L}\\p{N}])`,
    ),
  },
  {
    rule: "street and number (Hungarian, Turkish, South Slavic)",
    words: hungarian,
    next: /^ (?:[Nn]o:? ?)?\d/,
    pattern: unicode(
      `(?<![\\p{L}\\p{N}])(?:${name} Mah\\. )?${name}(?: ${name}){0,2} ${anyOf(hungarian)} (?:[Nn]o:? ?)?${numberAfter}`,
    ),
  },
  {
    rule: "numbered street (Latin America)",
    words: numbered,
    next: /^\.? \d/,
    before: 24,
    pattern: unicode(
      `(?<![\\p{L}\\p{N}])${anyOf(numbered)}\\.? \\d{1,3}[A-Z]? ?(?:#|[Nn]o\\.?|[Nn]°) ?\\d{1,3}[A-Z]? ?- ?\\d{1,3}`,
    ),
  },
  {
    rule: "street and number (Romance)",
    words: romance,
    next: /^\.? (?:[dl\p{Lu}]|\d{1,2} de )/u,
    before: 24,
    pattern: unicode(
      `(?<![\\p{L}\\p{N}])(?!${preposition})(?:${number}(?: bis| ter)?,? (?!via )${romanceStreet}|(?!Place ${name} \\d)${romanceStreet}(?:(?:,? |,)(?:(?:n\\.?[o°]\\.?|[Nn]o\\.|nr\\.?|n\\.|#) ?)?\\d{1,4}(?:-[A-Z/]{1,3}|/[a-zA-Z]|[a-z])?(?: bis)?(?![\\p{L}\\p{N}])|,? [Bb]loc \\d{1,4}(?!\\d))?)`,
    ),
  },
  {
    rule: "a name, house number and a unit",
    words: `${units} ${moreUnits}`,
    next: /^\.? ?\d/,
    digitsBefore: true,
    pattern: unicode(
      `(?<![\\p{L}\\p{N}.,/-])(?!(?:Room|Level|Floor|Section|Row|Page|Suite|Unit|Step|Version|Flat|Block) )${name}(?: (?:${name}|de|la|du|des|van|der|di|del)){0,3},? \\d{1,4}[a-zA-Z]?,? ${anyOf(`${units} ${moreUnits}`)}\\.? ?\\d{1,4}(?![\\p{L}\\p{N}])`,
    ),
  },
  {
    rule: "house number, a name and a unit",
    words: units,
    next: /^\.? ?\d/,
    digitsBefore: true,
    pattern: unicode(
      `(?<![\\p{L}\\p{N}.,/-])(?:${number} (?:${name} ){1,4}(?:\\d{1,4} )?${anyOf(units)}\\.? ?\\d{1,6}|[Bb]lk\\.? \\d{1,4},? [Ll]ot \\d{1,4})(?![\\p{L}\\p{N}])`,
    ),
  },
  {
    rule: "numbered plot",
    words: "plot flat house door",
    next: /^ ?[Nn]o/,
    pattern: unicode(
      `(?<![\\p{L}\\p{N}])(?:Plot|Flat|House|Door) ?[Nn]o\\.?:? ?[\\dA-Z/-]{1,10}(?=, \\p{Lu}\\p{L})`,
    ),
  },
  {
    rule: "block of a ward (Japan)",
    words: japanese,
    pattern: unicode(
      `(?<![\\p{L}\\p{N}-])\\d{1,2}(?:-chome[ ,-]{1,2}\\d{1,3}(?:-\\d{1,3}){0,2}|-\\d{1,3}-\\d{1,3}),? ${name}(?: ${name})?(?:, ${name})?|〒\\d{3}-\\d{4}(?: ${name},?){1,5}(?: \\d{1,2}(?:-\\d{1,3}){1,2})?`,
    ),
  },
  {
    rule: "post box",
    words: boxes,
    next: /^(?:[:.]| de Correos| Postale)? (?:X ?)?\d/,
    before: 24,
    pattern: unicode(
      "(?<![\\p{L}\\p{N}])(?:(?:G?P\\.? ?O\\.?|Post Office) Box:?|(?:Private|Locked) Bag|(?:RR|HC|Rural Route) ?\\d{1,3},? Box|Postfach|Postbus|Postboks|Apartado(?: de Correos)?|Casella Postale|B\\.?P\\.?) (?:X ?)?\\d{1,6}(?:[- ]\\d{2,5})?(?![\\p{L}\\p{N}])",
    ),
  },
  {
    rule: "numbered road",
    words: rural,
    next: /^ \d/,
    digitsBefore: true,
    pattern: unicode(
      `(?<![\\p{L}\\p{N}.,/-])\\d{1,6} (?:[NSEW]{1,2}\\.? )?(?:FM|CR|SR|(?:County|State|US|U\\.S\\.) (?:Road|Rd|Route|Rte|Highway|Hwy)|Highway|Hwy) \\d{1,4}(?![\\p{L}\\p{N}])`,
    ),
  },
];

/** Endings of one-word street names: these may follow a letter. */
export const suffixes = new Set([germanic, ambiguous, japanese].flatMap((words) => words.split(" ")));

export const rulesOf = new Map<string, StreetRule[]>();
for (const rule of streets)
  for (const word of rule.words.split(" ")) rulesOf.set(word, [...(rulesOf.get(word) ?? []), rule]);

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
