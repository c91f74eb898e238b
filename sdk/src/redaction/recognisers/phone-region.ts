import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { groupsOf, planCalled, planOf } from "./numbering-plan.ts";

/**
 * The first of `regions` in which a number is valid, and in the groups that the country writes: with other groups, one
 * number in three is valid somewhere. The library takes the number apart anew for each region, so a look at its tables
 * comes first: a text full of numbers would take seconds otherwise.
 */
export function regionOf(written: string, regions: readonly CountryCode[]): CountryCode | undefined {
  return likelyRegions(written, regions).find((region) => {
    const phone = parsePhoneNumberFromString(written, region);
    return (
      phone?.isValid() === true &&
      (trunkZero.test(written) || groupsOf(written).written === groupsOf(phone.formatNational()).written)
    );
  });
}

/** Whether a number that begins with a plus is valid in the country that it calls. */
export function isInternational(written: string): boolean {
  const digits = digitsOf(written);
  return (
    planCalled(digits)?.number.test(digits) === true &&
    parsePhoneNumberFromString(written)?.isValid() === true
  );
}

const trunkZero = /^0[ -]?\(?\d{3}/;

/** Those of `regions` that the library has to be asked about. */
export function likelyRegions(written: string, regions: readonly CountryCode[]): readonly CountryCode[] {
  const digits = digitsOf(written);
  const groups = groupsOf(withoutExtension(written));
  const anyGroups = trunkZero.test(written);
  return regions.filter((region) => {
    const plan = planOf(region);
    return (anyGroups || plan.writes(digits, groups)) && plan.number.test(digits);
  });
}

function digitsOf(written: string): string {
  return withoutExtension(written).replace(/\D/g, "");
}

function withoutExtension(written: string): string {
  return written.replace(/[a-z#;,].*$/i, "");
}
