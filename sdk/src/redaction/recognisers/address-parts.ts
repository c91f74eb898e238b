/** What addresses are made of besides the street: the pieces of patterns, and how far an address goes on around one. */

export const name = "\\p{Lu}(?:[\\p{L}.-]|['’](?=\\p{L})){0,24}";
export const number = "\\d{1,6}(?:[-/]\\d{1,6})?[a-zA-Z]?";

const townWord = "(?:(?:St|Ste|Ft|Mt|Co|Sta|Sto)\\. )?\\p{Lu}(?:[\\p{L}\\p{M}-]|['’](?=\\p{L})){0,24}";
const joint =
  "(?: (?:(?:am|an der|im|in|ob der|vor der|bei|upon|on|under|of|the|de|del|do|da|dos|das|la|le|les|los|las|sur|sous|en|di|nad|pod|aan|aan den|den|der) |d['’]|l['’])| )";
/** Frankfurt am Main, Coeur d'Alene, Praha 2, Aarhus C; no label of the next line. */
const town = `${townWord}(?:${joint}${townWord}){0,2}(?: \\d{1,2}(?![\\p{L}\\d:-]|[.,]\\d))?(?![\\p{L}\\d:])`;

const states =
  "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New (?:Hampshire|Jersey|Mexico|York)|North (?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South (?:Carolina|Dakota)|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming";
const stateAbbreviations =
  "A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AIT]|W[AIVY]";
export const stateAndZip = `(?:(?:${stateAbbreviations}),?|(?:${states}),?) \\d{5}(?:-\\d{4})?(?![\\w-])`;

/** What is also a word or another abbreviation: "order ID 48213", unless the ZIP code is that state's. */
export const ambiguousState =
  "(?:AL (?!3[56])|CO (?!8[01])|DE (?!19)|HI (?!96[78])|ID (?!83[2-8])|IN (?!4[67])|LA (?!7[01])|ME (?!0[34])|MS (?!3[89])|OK (?!7[34])|OR (?!97)|PA (?!1[5-9])|PR (?!00[679]))";

/** Postcodes that a town follows. */
export const codeBeforeTown = `(?:[A-Z]\\d{4}[A-Z]{3}|[A-Z]{1,3}-(?:\\d{4,5}|\\d{3} \\d{2})|\\d{5}|\\d{3} \\d{2}|\\d{2}-\\d{3}|\\d{4}-\\d{3}|\\d{4} ?[A-Z]{2}(?![\\p{L}\\d])|\\d{4}) ${town}(?: Cedex(?: \\d{1,2})?)?`;
/** Postcodes that follow a state, a province or nothing. */
const canadian = "[A-Z]\\d[A-Z] ?\\d[A-Z]\\d";
const british = "[A-Z]{1,2}\\d[A-Z\\d]? \\d[A-Z]{2}(?![\\p{L}\\d])";
const codeAlone = `(?:(?:[A-Z]{2,3},? )?\\d{5,6}(?:-\\d{3,4})?|[A-Z]{2,3},? \\d{4}|\\d{3} \\d{3}|(?:\\(?[A-Z]{2}\\)?,? )?${canadian}|${british}|[A-Z]\\d[\\dW] [A-Z\\d]{4}|[A-Z]\\d{4}[A-Z]{3}|(?:C\\.?P\\.?|CEP):? ?\\d{5}(?:-\\d{3})?(?: ${town})?|(?:(?<=[A-Z]{2,3} )|(?!(?:19|20)\\d\\d))\\d{4})(?![\\p{L}\\p{N}]|[.,]\\d)`;
const postcode = `(?:${stateAndZip}|${codeBeforeTown}|${codeAlone}|(?:${town} ?- ?)\\d{5,6}(?!\\d)|S\\(\\d{6}\\)|${town} \\d{3}-\\d{4}(?!\\d))`;

/** Flats, floors, stairs and doors, as they are counted in many languages. */
const unitWords =
  "apt|apartment|suite|ste|unit|flat|floor|room|rm|bldg|building|box|lot|level|shop|tower|block|blk|phase|apto|apart|depto|dpto|piso|planta|puerta|int|esc|bloco|bloque|sala|andar|lgh|kat|daire|bus|bte|boîte|top|stiege|tür|stock|appt|appartamento|edificio|leil|bât|étage|scala|interno|ap|bl|sc|no|nr";
const unit = `(?:${eitherCase(unitWords)}(?:[.:]{1,2} ?| |(?=[\\d#]))#?[\\p{L}\\d/-]{1,6}(?![\\p{L}\\d])|#\\d{1,4}(?:-\\d{1,4})?[A-Z]?(?![\\p{L}\\d])|[mMdD](?:\\.|:) ?\\d{1,3}|\\d{1,3}(?:st|nd|rd|th) (?:[Ff]loor|[Ff]l\\b)|\\d{1,2}[oa°]\\.?(?: ?[A-Za-z]{1,5}(?!\\p{L})\\.?)?|\\d{1,2}\\. ?(?:th|tv|mf|OG|Stock|em|patro)(?![\\p{L}])\\.?|\\d{1,2}(?:e|er|ème)? (?:verdieping|étage|etage|hoog|OG)|R/C(?: \\p{Lu}\\p{L}{1,5})?|bajo|[A-H] \\d{1,3}(?!\\d))`;
/** A part of a town by its name, or the province behind it. */
const quarter = `(?:Col|Brgy|Barangay|Mah|Urb)\\.? ${town}|\\(?[A-Z]{2}\\)(?!\\p{L})`;

/** How far they may reach: less than what a stream holds back. */
const ahead = 90;
/** Unit, quarter, town, state, postcode behind the street, on this line or the next ones. */
const remainder = new RegExp(
  `^(?: (?:[NSEW]{1,2}|North|South|East|West)(?![\\p{L}\\p{N}]))?(?:(?:,? |, ?| - )(?:${unit}|${quarter}|${postcode}|${town},? ${stateAndZip})|,?\\n(?:${unit}|${codeBeforeTown}|(?:${town},? )?(?:${stateAndZip}|[A-Z]{2,3} ${canadian})|${british})|(?:,? - |, )${town}(?: (?:${codeAlone}))?|,?\\n${town}(?=(?:,? |,?\\n)(?:${codeAlone}|${stateAndZip}))|, [A-Z][a-z]{2}\\.){0,7}`,
  "u",
);

const building =
  "(?:House|Towers?|Building|Court|Apartments|Centre|Center|Plaza|Mansions|Lodge|Cottage|Hall|Estate|Complex)";
const opening = `(?:(?:Suite|Unit|Flat|Apartment|Apt\\.?|Level|Floor|Room|Plot|Shop|Lot|Blk|Block|PMB|H\\.)(?: [Nn]o\\.?)? ?[\\p{L}\\d-]{1,6}(?:,? |/)|\\d{1,2}(?:st|nd|rd|th) Floor, |(?:Plot|House|Flat|Unit|Shop|Block|Blk|No\\.?|H\\.)(?: ?[Nn]o\\.?)? |(?:${townWord} ){1,2}${building}, |\\d{4} ${townWord}, )`;
const unitBefore = new RegExp(`(?<![\\p{L}\\p{N}])${opening}{1,2}$`, "u");
const townBefore = new RegExp(`(?<![\\p{L}\\p{N}])${townWord}(?:${joint}${townWord}){0,2},? $`, "u");

/** A street that has a name and no number, and a town: Mill Lane, Truro. */
const streetBefore = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:The ${name}(?: ${name})?, )?(?:${name} ){1,3}(?:Street|Road|Lane|Close|Avenue|Drive|Way|Hill|Green|Row|Court|Place|Square|Terrace|Gardens|Crescent)(?:, ${townWord})?, $`,
  "u",
);

/** What may stand before a part of an address and belong to it. */
export type Before = keyof typeof beginnings;
const beginnings = { town: townBefore, unit: unitBefore, street: streetBefore };

/** What belongs to an address before and behind what was recognised of it. */
export function extend(text: string, from: number, to: number, before: Before) {
  const beginning = beginnings[before].exec(text.slice(Math.max(0, from - 48), from))?.[0] ?? "";
  const rest = remainder.exec(text.slice(to, to + ahead))?.[0] ?? "";
  return { start: from - beginning.length, end: to + rest.length };
}

/** Any of some words, which may begin with a capital. */
function eitherCase(words: string): string {
  const each = words.split("|").map((word) => `[${word[0]}${word[0]?.toUpperCase()}]${word.slice(1)}`);
  return `(?:${each.join("|")})`;
}
