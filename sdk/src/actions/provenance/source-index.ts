import type { ContentSource } from "../../sessions/index.ts";
import type { Leaf } from "../json-pointer.ts";
import { containsValue } from "./find-value.ts";
import { type NormalText, normalise } from "./normalise.ts";
import { numbersIn, writtenForms } from "./numbers.ts";

/** One value to look for, in the forms that it may have in a text. */
export interface Sought {
  readonly text: NormalText;
  readonly exact: string;
  readonly numbers: readonly string[];
}

export function seek({ value }: Leaf, isAmount: boolean): Sought {
  const exact = typeof value === "string" ? value : String(value);
  const asNumber = typeof value === "number" ? value : Number.NaN;
  const numbers = Number.isNaN(asNumber)
    ? isPlainNumber(exact)
      ? [...numbersIn(exact)]
      : []
    : writtenForms(asNumber, isAmount);
  return { text: normalise(exact), exact, numbers };
}

/** What one source holds, made ready for many look-ups. */
export class SourceIndex {
  readonly source: ContentSource;
  readonly #text: NormalText;
  readonly #numbers: ReadonlySet<string>;

  constructor(source: ContentSource) {
    this.source = source;
    this.#text = normalise(source.text);
    this.#numbers = numbersIn(source.text);
  }

  holds({ text, exact, numbers }: Sought): boolean {
    if (numbers.some((number) => this.#numbers.has(number))) return true;
    // A value of punctuation alone has no normal form to compare.
    if (text.compact === "") return exact !== "" && this.source.text.includes(exact);
    return containsValue(this.#text, text);
  }
}

function isPlainNumber(text: string): boolean {
  return /^\d[\d.,]*$/.test(text);
}
