import { createRequire } from "node:module";

/** A number that a state or an institution gave to a person or a company. */
export interface Identifier {
  readonly type: string;
  /** How it is written. Bounded, with a boundary on both sides; flags `g` and as needed `i`. */
  readonly pattern: RegExp;
  /** Words that announce it, in the languages of those who use it; lowercase. */
  readonly words: readonly string[];
  /** Its checksum, or the rules for its parts. */
  readonly isValid?: (written: string) => boolean;
  /** Distinctive enough, with a checksum, to count without a word beside it. */
  readonly standsAlone?: true;
}

type Validator = { readonly validate: (value: string) => { readonly isValid: boolean } };
type Catalogue = Readonly<Record<string, Readonly<Record<string, Validator>>>>;

let catalogue: Catalogue | undefined;

/**
 * The checksum of `country`'s identifier `name` in the `stdnum` library, which is loaded when the first candidate
 * needs it.
 */
export function checksum(country: string, name: string): (written: string) => boolean {
  return (written) => {
    catalogue ??= (createRequire(import.meta.url)("stdnum") as { stdnum: Catalogue }).stdnum;
    return catalogue[country]?.[name]?.validate(written).isValid ?? false;
  };
}

/** The Luhn checksum (ISO/IEC 7812-1) over the digits, after `prefix`. */
export function luhn(written: string, prefix = ""): boolean {
  const digits = prefix + written.replace(/\D/g, "");
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]) * (1 + (index % 2));
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}
