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
      return plan.number.test(digits) && (anyGroups || plan.writes(digits, groups));
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
  /** Whether numbers are written in these groups here. */
  readonly writes: (digits: string, groups: string) => boolean;
}

interface Format {
  readonly begins: RegExp;
  readonly whole: RegExp;
  readonly layout: string;
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
  // Where digits are put in front of a number or changed, its form says nothing.
  const isFree = rewrites || neighbours[0]?.rewrites === true;
  return {
    abroad,
    number: isFree ? /^/ : new RegExp(`^(?:${callingCode})?(?:${trunks})?(?:${kinds})$`),
    writes: isFree
      ? inAnyGroups(neighbours.flatMap((each) => each.groups))
      : inFormats(
          neighbours.flatMap((each) => each.formats),
          new RegExp(`^(?:${trunks})`),
        ),
  };
}

/** Where digits are changed before a number is written, the groups say no more than that there are such. */
function inAnyGroups(patterns: readonly string[]): Plan["writes"] {
  const pattern = new RegExp(`^(?:\\d+|${patterns.join("|")})$`);
  return (_, groups) => ["", "0", "0 "].some((zero) => pattern.test(zero + groups));
}

/** Which groups are written depends on how the number begins; `trunk` is what calls within the country begin with. */
function inFormats(formats: readonly Format[], trunk: RegExp): Plan["writes"] {
  return (digits, groups) => {
    if (!groups.includes(" ")) return true;
    const nationals = [digits, digits.replace(trunk, "")];
    return formats.some(({ begins, whole, layout }) =>
      nationals.some(
        (national) =>
          begins.test(national) &&
          whole.test(national) &&
          groupsOf(national.replace(whole, layout)) === groups,
      ),
    );
  };
}

type FormatRow = readonly [
  pattern: string,
  format: string,
  leadingDigits?: readonly string[],
  withTrunkPrefix?: string,
];

function layoutOf([, format, , withTrunkPrefix]: FormatRow): string {
  return withTrunkPrefix ? format.replace(/(\$\d)/, withTrunkPrefix) : format;
}

/** A row of the library's tables (their version 4), by names. */
function countryOf(region: CountryCode) {
  const row: readonly unknown[] = metadata.countries[region] ?? [];
  const kinds = row[11] as readonly (readonly [pattern: string] | 0)[];
  const formats = (row[4] || []) as readonly FormatRow[];
  return {
    callingCode: row[0] as string,
    prefixAbroad: row[1] as string,
    trunkPrefix: (row[7] || row[5] || "") as string,
    rewrites: Boolean(row[8]),
    kinds: kinds.flatMap((kind) => (kind === 0 || kind[0] === "" ? [] : [kind[0]])),
    formats: formats.map((row) => ({
      begins: new RegExp(`^(?:${row[2]?.at(-1) ?? ""})`),
      whole: new RegExp(`^(?:${row[0]})$`),
      layout: layoutOf(row),
    })),
    groups: formats.map((row) => {
      const parts = row[0].slice(1, -1).split(")(");
      return layoutOf(row)
        .replace(/[^\d$]+/g, " ")
        .trim()
        .replace(/\$(\d)/g, (_, part) => parts[part - 1] ?? "");
    }),
  };
}
