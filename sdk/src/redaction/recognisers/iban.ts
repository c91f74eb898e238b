import { countrySpecs } from "ibantools";
import type { Finding, Recogniser } from "../finding.ts";
import type { Scan } from "../scan.ts";

/**
 * International bank account numbers (ISO 13616): country, length, national format and mod-97 checksum. Check digits
 * that a country has inside its own part are not asked for: test and sample accounts lack them.
 */
export const ibanRecogniser: Recogniser = {
  name: "iban",
  types: ["IBAN"],
  needs: /\d/,
  readsPieces: true,
  find: findIbans,
};

function* findIbans({ text }: Scan): Generator<Finding> {
  for (const match of text.matchAll(beginning)) {
    const { chars: length, bban_regexp: nationalForm } =
      countrySpecs[match[0].slice(0, 2).toUpperCase()] ?? {};
    if (!length || !nationalForm) continue;
    const end = endOf(text, match.index, length);
    if (end === undefined || /[^\W_]/.test(text[end] ?? "")) continue;
    const account = text.slice(match.index, end).replace(/[ -]/g, "").toUpperCase();
    if (!formOf(nationalForm).test(account.slice(4)) || !hasChecksum(account)) continue;
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

const forms = new Map<string, RegExp>();

/** The library's own constants, compiled once each. */
function formOf(pattern: string): RegExp {
  const form = forms.get(pattern) ?? new RegExp(pattern);
  forms.set(pattern, form);
  return form;
}

/** ISO 7064: country and check digits behind the rest, letters as 10 to 35, the number leaves 1 modulo 97. */
function hasChecksum(account: string): boolean {
  let remainder = 0;
  for (const character of account.slice(4) + account.slice(0, 4))
    for (const digit of String(Number.parseInt(character, 36)))
      remainder = (remainder * 10 + Number(digit)) % 97;
  return remainder === 1;
}

const beginning = /(?<![\p{L}\p{N}])[a-z]{2}[ -]?\d[ -]?\d(?=[ -]?[a-z0-9])/giu;

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
