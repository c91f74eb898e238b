import { countrySpecs, isValidIBAN } from "ibantools";
import type { Finding, Recogniser } from "../finding.ts";
import type { Scan } from "../scan.ts";

/** International bank account numbers (ISO 13616): country, length, national format and mod-97 checksum. */
export const ibanRecogniser: Recogniser = {
  name: "iban",
  types: ["IBAN"],
  needs: /\d/,
  readsPieces: true,
  find: findIbans,
};

function* findIbans({ text }: Scan): Generator<Finding> {
  for (const match of text.matchAll(beginning)) {
    const length = countrySpecs[match[0].slice(0, 2).toUpperCase()]?.chars;
    if (!length) continue;
    const end = endOf(text, match.index, length);
    if (end === undefined || /\w/.test(text[end] ?? "")) continue;
    if (!isValidIBAN(text.slice(match.index, end).replace(/[ -]/g, "").toUpperCase())) continue;
    yield {
      start: match.index,
      end,
      type: "IBAN",
      score: 1,
      evidence: "checksum",
      recogniser: "iban",
      why: [`country ${match[0].slice(0, 2).toUpperCase()}`, "mod-97"],
    };
  }
}

const beginning = /(?<![\p{L}\p{N}_])[a-z]{2}[ -]?\d[ -]?\d(?=[ -]?[a-z0-9])/giu;

/** Where `length` letters and digits, with single spaces or dashes between, are complete. */
function endOf(text: string, start: number, length: number): number | undefined {
  let counted = 0;
  for (let index = start; index < text.length; index++) {
    const character = text[index] as string;
    if (/[a-z0-9]/i.test(character)) {
      if (++counted === length) return index + 1;
    } else if (!(character === " " || character === "-") || !/[a-z0-9]/i.test(text[index + 1] ?? "")) {
      return undefined;
    }
  }
  return undefined;
}
