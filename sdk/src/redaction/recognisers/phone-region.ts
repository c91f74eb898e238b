import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import metadata from "libphonenumber-js/max/metadata";

/** Whether a number in international form is one of its country's, or any other number one of `region`'s. */
export function isValidPhone(written: string, region?: CountryCode): boolean {
  return parsePhoneNumberFromString(written, region)?.isValid() ?? false;
}

/**
 * The first of `regions` in which a number is valid. The library takes a number apart anew for each region, so its
 * tables first say, at a fiftieth of the price, where that is worth while.
 */
export function regionOf(written: string, regions: readonly CountryCode[]): CountryCode | undefined {
  const digits = written.replace(/\D/g, "");
  const withoutExtension = written.replace(/[a-z#].*$/i, "").replace(/\D/g, "");
  let nowhere: RegExp | undefined;
  return regions.find((region) => {
    const { abroad, number } = planOf(region);
    if (!abroad.test(digits))
      return (number.test(digits) || number.test(withoutExtension)) && isValidPhone(written, region);
    // Behind the same prefix for calls abroad, the same number means the same everywhere.
    if (abroad === nowhere) return false;
    nowhere = abroad;
    return isValidPhone(written, region);
  });
}

interface Plan {
  /** Begins with the prefix for calls to other countries. */
  readonly abroad: RegExp;
  /** What every valid number of the region matches, and few others. */
  readonly number: RegExp;
}

const plans = new Map<CountryCode, Plan>();
const prefixes = new Map<string, RegExp>();

function planOf(region: CountryCode): Plan {
  let plan = plans.get(region);
  if (plan === undefined) {
    plan = makePlan(region);
    plans.set(region, plan);
  }
  return plan;
}

/** The library's table of a country, as far as it matters here; its version 4. */
type Country = readonly [
  callingCode: string,
  abroad: string,
  ...unused: readonly unknown[],
];
