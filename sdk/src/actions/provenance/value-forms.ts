import { dayForms } from "./dates.ts";
import { decodeWhole, type Encoding } from "./decode.ts";
import { splitMoment } from "./moments.ts";
import { type NormalText, normalise } from "./normalise.ts";
import { numbersIn, writtenForms } from "./numbers.ts";

/** One way in which an argument's value may stand in a text. */
export interface ValueForm {
  readonly text: NormalText;
  readonly encoding?: Encoding;
}

/** All ways in which an argument's value may stand in a text. */
export interface SoughtValue {
  /** As it is, first. */
  readonly forms: readonly ValueForm[];
  readonly numbers: readonly string[];
  readonly days: readonly string[];
  /** A day with a time of day: each may stand elsewhere. */
  readonly moment?: { readonly days: readonly string[]; readonly time: string };
  /** An amount may have been added up or multiplied. */
  readonly computed?: number;
  /** The text has to hold this to the letter: its edges have signs that the forms do not. */
  readonly exact?: string;
}

/** How an amount is written; absent for what is no amount. */
export type AmountUnit = "minor" | "major";

export function formsOf(value: string | number | boolean, unit?: AmountUnit): SoughtValue {
  // Read as a number alone: as a run of digits 4990 would be in "49.90" too.
  if (typeof value === "number" && value >= 0)
    return {
      forms: [],
      numbers: writtenForms(value, unit === "minor"),
      days: [],
      ...computedFrom(value, unit),
    };
  if (typeof value !== "string") return formsOf(String(value));
  const spelled = spellings(value).map((text): ValueForm => ({ text: normalise(text) }));
  const hidden = decodeWhole(value).map(
    ({ text, encoding }): ValueForm => ({ text: normalise(text), encoding }),
  );
  return {
    forms: [...spelled, ...hidden],
    numbers: /^\d[\d.,]*$/.test(value) ? [...numbersIn(value)] : [],
    days: dayForms(value),
    ...momentOf(value),
    ...(hasSignsAtEdge(value) ? { exact: value.trim() } : {}),
  };
}

function momentOf(value: string): Pick<SoughtValue, "moment"> {
  const moment = splitMoment(value);
  return moment === undefined ? {} : { moment: { days: dayForms(moment.day), time: moment.time } };
}

/** In major units, as people calculate. */
function computedFrom(value: number, unit: AmountUnit | undefined): Pick<SoughtValue, "computed"> {
  return unit === undefined ? {} : { computed: unit === "minor" ? value / 100 : value };
}

/** The value, and the value without what goes without saying in front of it. */
function spellings(text: string): readonly string[] {
  const bare = text.replace(/^\s*(?:mailto:|tel:|https?:\/\/)?(?:www\.)?/i, "");
  // An international call begins with + or 00.
  const international = text.replace(/^\s*\+(?=[1-9])/, "00");
  const withPlus = text.replace(/^\s*00(?=[1-9])/, "+");
  return [...new Set([text, bare, international, withPlus])];
}

/** "-rf" is not "rf", nor is "../plan" "plan". */
function hasSignsAtEdge(text: string): boolean {
  return /^\s*[^\s\p{L}\p{N}\p{M}\p{S}@#%&*/\\{}[\]?!;:"'(“‘«]|[\p{Pd}_(]\s*$/u.test(text);
}
