import { dayForms } from "./dates.ts";
import { decodeWhole, type Encoding } from "./decode.ts";
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
  /** The text has to hold this to the letter: its edges have signs that the forms do not. */
  readonly exact?: string;
}

export function formsOf(value: string | number | boolean, isAmount: boolean): SoughtValue {
  // Read as a number alone: as a run of digits 4990 would be in "49.90" too.
  if (typeof value === "number" && value >= 0)
    return { forms: [], numbers: writtenForms(value, isAmount), days: [] };
  if (typeof value !== "string") return formsOf(String(value), isAmount);
  const spelled = spellings(value).map((text): ValueForm => ({ text: normalise(text) }));
  const hidden = decodeWhole(value).map(
    ({ text, encoding }): ValueForm => ({ text: normalise(text), encoding }),
  );
  return {
    forms: [...spelled, ...hidden],
    numbers: /^\d[\d.,]*$/.test(value) ? [...numbersIn(value)] : [],
    days: dayForms(value),
    ...(hasSignsAtEdge(value) ? { exact: value.trim() } : {}),
  };
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
