import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import metadata from "libphonenumber-js/max/metadata";

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
      (trunkZero.test(written) || groupsOf(written) === groupsOf(phone.formatNational()))
    );
  });
}

const trunkZero = /^0[ -]?\(?\d{3}/;

function groupsOf(written: string): string {
  return written.replace(/\D+/g, " ").trim().replace(/^0 ?/, "");
}

/** Those of `regions` that the library has to be asked about. */
export function likelyRegions(written: string, regions: readonly CountryCode[]): readonly CountryCode[] {
  const number = written.replace(/[a-z#;,].*$/i, "");
  const digits = number.replace(/\D/g, "");
  const groups = groupsOf(number);
  const anyGroups = trunkZero.test(written);
  const seen = new Set<RegExp>();
  return regions.filter((region) => {
    const plan = planOf(region);
    if (!plan.abroad.test(digits))
      return (
        plan.number.test(digits) &&
        (anyGroups || ["", "0", "0 "].some((zero) => plan.groups.test(zero + groups)))
      );
    // After the same prefix for calls to other countries, a number means the same everywhere.
    const isNew = !seen.has(plan.abroad);
    seen.add(plan.abroad);
    return isNew;
  });
}

interface Plan {
  /** Begins like a call to another country. */
  readonly abroad: RegExp;
  /** Matches the digits of every number that is valid here, and of few others. */
  readonly number: RegExp;
  /** Matches the groups in which numbers are written here. */
  readonly groups: RegExp;
}

const plans = new Map<CountryCode, Plan>();
const prefixes = new Map<string, RegExp>();

function planOf(region: CountryCode): Plan {
  const plan = plans.get(region) ?? makePlan(region);
  plans.set(region, plan);
  return plan;
}

function makePlan(region: CountryCode): Plan {
  const { callingCode, prefixAbroad, trunkPrefix, rewrites } = countryOf(region);
  const abroad = prefixes.get(prefixAbroad) ?? new RegExp(`^(?=(${prefixAbroad}))\\1(?!0|$)`);
  prefixes.set(prefixAbroad, abroad);
  // Countries that share a calling code share their numbers; the first of them stands for all.
  const neighbours = (metadata.country_calling_codes[callingCode] ?? [region]).map(countryOf);
  const trunks = `${trunkPrefix}|${neighbours[0]?.trunkPrefix}`;
  const kinds = neighbours.flatMap((each) => each.kinds).join("|");
  const groups = new RegExp(`^(?:\\d+|${neighbours.flatMap((each) => each.groups).join("|")})$`);
  // Where digits are put in front of a number or changed, its form says nothing.
  const isFree = rewrites || neighbours[0]?.rewrites === true;
  return {
    abroad,
    number: isFree ? /^/ : new RegExp(`^(?:${callingCode})?(?:${trunks})?(?:${kinds})$`),
    groups,
  };
}

/** A row of the library's tables (their version 4), by names. */
function countryOf(region: CountryCode) {
  const row: readonly unknown[] = metadata.countries[region] ?? [];
  const kinds = row[11] as readonly (readonly [pattern: string] | 0)[];
  const formats = (row[4] || []) as readonly (readonly [pattern: string, format: string, ...unknown[]])[];
  return {
    callingCode: row[0] as string,
    prefixAbroad: row[1] as string,
    trunkPrefix: (row[7] || row[5] || "") as string,
    rewrites: Boolean(row[8]),
    kinds: kinds.flatMap((kind) => (kind === 0 || kind[0] === "" ? [] : [kind[0]])),
    groups: formats.map(([pattern, format, , withTrunkPrefix]) => {
      const parts = pattern.slice(1, -1).split(")(");
      return (withTrunkPrefix ? format.replace(/(\$\d)/, withTrunkPrefix as string) : format)
        .replace(/[^\d$]+/g, " ")
        .trim()
        .replace(/\$(\d)/g, (_, part) => parts[part - 1] ?? "");
    }),
  };
}
