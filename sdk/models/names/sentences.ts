import type { Item } from "../../bench/redaction/score.ts";
import {
  allNames,
  cities,
  countries,
  demonyms,
  firstNames,
  lastNames,
  notNames,
  organisations,
  ourFirstNames,
  ourLastNames,
  ourOrganisations,
  ourPlaces,
  regions,
} from "./lists.ts";
import { chance, pick, random } from "./random.ts";
import { technicalFillers, technicalTemplates } from "./technical-templates.ts";
import { fillers, templates } from "./templates.ts";

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
const first = () => strangely(oneOf([0.4, ourFirstNames], [0.3, firstNames], [0.3, allNames]));
const last = () => strangely(oneOf([0.4, ourLastNames], [0.2, lastNames], [0.4, allNames]));
function oneOf(...lists: (readonly [share: number, list: readonly string[]])[]): string {
  let roll = random();
  for (const [share, list] of lists) {
    roll -= share;
    if (roll < 0) return capital(pick(list));
  }
  return capital(pick(allNames));
}
const strangely = (name: string) => (chance(0.2) ? strange(name) : name);
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
const city = () =>
  strangely(chance(0.3) ? pick(ourPlaces) : (cities[Math.floor(random() ** 2 * cities.length)] as string));
function organisation(): string {
  const roll = random();
  if (roll < 0.35) return chance(0.3) ? titled(pick(organisations)) : pick(ourOrganisations);
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
const handle = () => {
  const [given, family] = [first().toLowerCase(), last().toLowerCase()];
  return pick([
    given + family,
    `${given[0]}${family}`,
    `${given}-${family}`,
    `${family}${given[0]}`,
    capital(given) + capital(family),
  ]);
};
const hex = () => Math.floor((0.1 + 0.9 * random()) * 2 ** 32).toString(16);
const version = () => [5, 20, 10].map((most) => Math.floor(random() * most)).join(".");
/** What is part of somebody's address or account counts neither way. */
const eitherWay = "";
const makers: Record<string, () => readonly [text: string, type?: string]> = {
  person: () => [person(), "PERSON"],
  first: () => [first(), "PERSON"],
  last: () => [last(), "PERSON"],
  initial: () => [initial(), "PERSON"],
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
  product: () => [pick(chance(0.5) ? fillers.product : notNames)],
  thing: () => [pick(fillers.thing)],
  heading: () => [pick(chance(0.7) ? fillers.heading : notNames)],
  role: () => [pick(fillers.role)],
  month: () => [pick(fillers.month)],
  title: () => [pick(fillers.title)],
  demonym: () => [titled(pick(demonyms))],
  handle: () => [handle(), eitherWay],
  mail: () => [
    `${first().toLowerCase()}${chance(0.5) ? `.${last().toLowerCase()}` : ""}@${pick(technicalFillers.lib)}.example`,
    eitherWay,
  ],
  lib: () => [pick(technicalFillers.lib)],
  Lib: () => [capital(pick(technicalFillers.product))],
  tool: () => [pick(technicalFillers.tool)],
  eponym: () => [pick(technicalFillers.eponym)],
  standard: () => [pick(technicalFillers.standard)],
  codename: () => [pick(technicalFillers.codename)],
  identifier: () => [pick(technicalFillers.identifier)],
  Type: () => [pick(technicalFillers.type)],
  caps: () => [pick(technicalFillers.caps)],
  file: () => [pick(technicalFillers.file)],
  version: () => [version()],
  commit: () => [hex()],
  letter: () => [pick([..."ABCEFGHKLMPRSTVZ"])],
};

/** A sentence of the templates with its slots filled, and where the names stand in it. */
export function sentence(): Item {
  const template = pick(chance(0.3) ? technicalTemplates : templates).replace(
    /\[([^[\]|]*\|[^[\]]*)\]/g,
    (_, choices: string) => pick(choices.split("|")),
  );
  const spans: [number, number, string][] = [];
  const ignore: [number, number][] = [];
  let text = "";
  let from = 0;
  for (const match of template.matchAll(/\{(\w+)\}/g)) {
    text += template.slice(from, match.index);
    const [value, type] = (makers[match[1] as string] as (typeof makers)[string])();
    if (type === eitherWay) ignore.push([text.length, text.length + value.length]);
    else if (type !== undefined) spans.push([text.length, text.length + value.length, type]);
    text += value;
    from = match.index + match[0].length;
  }
  return {
    source: "templates",
    text: text + template.slice(from),
    spans,
    ignore,
    scope: ["PERSON", "LOCATION", "ORGANIZATION"],
  };
}
