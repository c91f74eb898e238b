import type { CountryCode } from "libphonenumber-js/max";
import metadata from "libphonenumber-js/max/metadata";

/**
 * Those of `regions` in which a number can be valid. To be certain the library takes the number apart anew for each, so
 * a look at its tables comes first: a text full of numbers would take seconds otherwise.
 */
export function likelyRegions(written: string, regions: readonly CountryCode[]): readonly CountryCode[] {
  const digits = written.replace(/\D/g, "");
  const withoutExtension = written.replace(/[a-z#;,].*$/i, "").replace(/\D/g, "");
  const seen = new Set<RegExp>();
  return regions.filter((region) => {
    const { abroad, number } = planOf(region);
    if (!abroad.test(digits)) return number.test(digits) || number.test(withoutExtension);
    // After the same prefix for calls to other countries, a number means the same everywhere.
    const isNew = !seen.has(abroad);
    seen.add(abroad);
    return isNew;
  });
}

interface Plan {
  /** Begins like a call to another country. */
  readonly abroad: RegExp;
  /** Matches every number that is valid here, and few others. */
  readonly number: RegExp;
}

const plans = new Map<CountryCode, Plan>();
const prefixes = new Map<string, RegExp>();

function planOf(region: CountryCode): Plan {
  const plan = plans.get(region) ?? makePlan(region);
  plans.set(region, plan);
  return plan;
}

function makePlan(region: CountryCode): Plan {
  const { callingCode, prefixAbroad, trunkPrefix } = countryOf(region);
  const abroad = prefixes.get(prefixAbroad) ?? new RegExp(`^(?=(${prefixAbroad}))\\1(?!0|$)`);
  prefixes.set(prefixAbroad, abroad);
  // Countries that share a calling code share their numbers; the first of them stands for all.
  const neighbours = metadata.country_calling_codes[callingCode] ?? [region];
  const trunks = [trunkPrefix, countryOf(neighbours[0] ?? region).trunkPrefix].join("|");
  const kinds = neighbours.flatMap((each) => countryOf(each).kinds).join("|");
  // Where digits are put in front of a number or changed, its form says nothing.
  const rewrites = [region, neighbours[0] ?? region].some((each) => countryOf(each).rewrites);
  return { abroad, number: rewrites ? /^/ : new RegExp(`^(?:${callingCode})?(?:${trunks})?(?:${kinds})$`) };
}

/** A row of the library's tables (their version 4), by names. */
function countryOf(region: CountryCode) {
  const row: readonly unknown[] = metadata.countries[region] ?? [];
  const kinds = row[11] as readonly (readonly [pattern: string] | 0)[];
  return {
    callingCode: row[0] as string,
    prefixAbroad: row[1] as string,
    trunkPrefix: (row[7] || row[5] || "") as string,
    rewrites: Boolean(row[8]),
    kinds: kinds.flatMap((kind) => (kind === 0 || kind[0] === "" ? [] : [kind[0]])),
  };
}
