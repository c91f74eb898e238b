import { isWordEdge, wordBefore } from "../context.ts";
import type { Finding } from "../finding.ts";

/** Words that say that an address follows: in forms, letters and the names of fields. */
export const addressLabels = [
  "address",
  "adresse",
  "anschrift",
  "wohnhaft",
  "wohnort",
  "dirección",
  "direccion",
  "domicilio",
  "indirizzo",
  "residenza",
  "adres",
  "morada",
  "endereço",
  "endereco",
  "adress",
  "adresa",
  "osoite",
  "addr",
  "street",
  "strasse",
  "straße",
  "ship to",
  "deliver to",
  "bill to",
  "i live at",
  "we live at",
  "lives at",
  "living at",
  "lived at",
  "reside at",
  "resides at",
  "residing at",
];

/** Of machines and mailboxes. */
const otherAddresses =
  /(?:\bip|mac|mail|e-mail|web|memory|wallet|bitcoin|ethereum|contract|base|bus|host|bind|listen|remote|server|network|return|multicast|broadcast|loopback|hardware)[ _-]?$/i;

/** What stands between the word and the address: `": "`, ` is `, `=`, `>`, and the addressee on a line of its own. */
const lead =
  /^(?:es)?(?:[ _]?[Ll]ine)?(?:[ _]?\d)?["'\]]{0,2}\)?(?: {0,3}(?::|=>?|>)| (?:is|ist|est|es|è|at):?)? {0,3}["'[(<]{0,2}(?:\r?\n(?:[^\n\d:]{2,40}\n)?)?/;

const word = "(?:[dl]['’])?\\p{Lu}[\\p{L}\\p{M}'’.-]{0,30}(?!:)";
/** Postcodes with letters in them. */
const code = "(?=[A-Z]{0,3}\\d)[A-Z\\d]{2,8}(?![\\p{L}\\d@]|[.:]\\d)";
const figure = "[#(〒]?\\d{1,7}(?:[/-]\\d{1,7}){0,2} ?[A-Za-z]?\\)?(?![\\p{L}\\d@]|[.:]\\d)";
const ordinal = "\\d{1,3}(?:st|nd|rd|th|[oa°]|e|er|\\.)(?![\\p{L}\\d])";
const small =
  "(?:de|del|la|le|les|los|las|des|du|di|da|do|dos|das|della|delle|dei|der|dem|den|am|an|im|in|von|van|zum|zur|bis|ter|upon|on|of|under|rue|via|calle|avenue|boulevard|boul|place|chemin|impasse|allée|cours|ul|os|al|pl|str|nr|no|n|bl|sc|ap|apt|et|m|lgh|bus|utca|út|tér|u|th|tv|mf|piso|dpto|depto|int|apto|bloco|sala|floor|izq|bajo|náměstí|třída|hoog|verdieping|étage|off)(?![\\p{L}\\d])[.:o°]{0,2}|\\d-chome";
const part = `(?:${code}|${word}|${ordinal}|${figure}|${small})`;
const address = new RegExp(
  `^${part}(?:(?: ?[,;] ?| - |[ /-]|,?\\n(?=[^\\n:@]{0,40}\\d)(?![^\\n]{0,40}:))${part}){1,16}`,
  "u",
);

/** How much is read as one: less than what a stream holds back. */
const longest = 90;

/** Words that announce an address as the name of a field only; in prose they are a part of one. */
const ofFields = /^(?:str|addr$)/;
const fieldBegins = /^["'\n{,;_\t<(]?$/;

/** What a word announces as an address, when it reads like one: names and numbers, nothing else. */
export function labelledAddress(text: string, start: number, end: number): Finding | undefined {
  const announced = text.slice(start, end).toLowerCase();
  if (ofFields.test(announced) && !fieldBegins.test(text[start - 1] ?? "")) return undefined;
  if (!isWordEdge(text, start)) return undefined;
  const led = lead.exec(text.slice(end, end + 64))?.[0] as string;
  // In prose, "address" by itself announces nothing: "address 3 Major Concerns".
  if (!/[:=>]|\n| (?:is|ist|est|es|è|at)/.test(led) && !/ |wohn/.test(announced)) return undefined;
  if (wordBefore(text, start, otherAddresses, 12) !== undefined) return undefined;
  const from = end + led.length;
  const written = address
    .exec(text.slice(from, from + longest))?.[0]
    .replace(/[\s,;./('’-]+$|(?: \p{Ll}+)+$/gu, "");
  if (written === undefined || !/\d/.test(written) || !/\p{Lu}\p{L}{2}/u.test(written) || written.length < 8)
    return undefined;
  return {
    start: from,
    end: from + written.length,
    type: "ADDRESS",
    score: 0.6,
    evidence: "contextual",
    recogniser: "postal-address",
    why: [`context "${announced}"`],
  };
}
