import metadata from "libphonenumber-js/max/metadata";

/** What the library's tables say at a glance about a country's numbers; to take one apart takes it far longer. */
export interface NumberingPlan {
  /** Matches the digits of every number that is valid here, and of few others. */
  readonly number: RegExp;
  /** Whether numbers are written in these groups here. */
  readonly writes: (digits: string, groups: Groups) => boolean;
}

/** The groups of a number's digits, and their lengths as digits of one kind: `20 7946 0958`, `11 1111 1111`. */
export interface Groups {
  readonly written: string;
  readonly shape: string;
}

interface Format {
  readonly begins: RegExp;
  readonly whole: RegExp;
  readonly layout: string;
  /** What each of the groups matches. */
  readonly parts: readonly string[];
}

const plans = new Map<string, NumberingPlan>();

/** Of a country (ISO 3166), or of what has a calling code without being one. */
export function planOf(region: string): NumberingPlan {
  const plan = plans.get(region) ?? makePlan(region);
  plans.set(region, plan);
  return plan;
}

/** The plan of whom one calls with the digits after a plus. */
export function planCalled(digits: string): NumberingPlan | undefined {
  for (const length of [1, 2, 3]) {
    const code = digits.slice(0, length);
    const region = metadata.country_calling_codes[code]?.[0] ?? code;
    if (tables[region] !== undefined) return planOf(region);
  }
  return undefined;
}

/** Without what is between the groups, and the zero that is dialled before a number within the country. */
export function groupsOf(written: string): Groups {
  const groups = written.replace(/\D+/g, " ").trim().replace(/^0 ?/, "");
  return { written: groups, shape: groups.replace(/\d/g, "1") };
}

function makePlan(region: string): NumberingPlan {
  const { callingCode, trunkPrefix, rewrites } = countryOf(region);
  // Countries that share a calling code share their numbers; the first of them stands for all.
  const neighbours = (metadata.country_calling_codes[callingCode] ?? [region]).map(countryOf);
  const trunks = `${trunkPrefix}|${neighbours[0]?.trunkPrefix}`;
  const kinds = neighbours.flatMap((each) => each.kinds).join("|");
  const formats = neighbours.flatMap((each) => each.formats);
  // Where digits are put in front of a number or changed, its form says nothing.
  const isFree = rewrites || neighbours[0]?.rewrites === true;
  return {
    number: isFree ? /^/ : new RegExp(`^(?:${callingCode})?(?:${trunks})?(?:${kinds})$`),
    writes: isFree ? inAnyGroups(formats) : inFormats(formats, new RegExp(`^(?:${trunks})`)),
  };
}

/** Where digits are changed before a number is written, the groups say no more than that there are such. */
function inAnyGroups(formats: readonly Format[]): NumberingPlan["writes"] {
  const groups = formats.map(({ layout, parts }) =>
    layout
      .replace(/[^\d$]+/g, " ")
      .trim()
      .replace(/\$(\d)/g, (_, part) => parts[part - 1] ?? ""),
  );
  const pattern = new RegExp(`^(?:\\d+|${groups.join("|")})$`);
  return (_, { written }) => ["", "0", "0 "].some((zero) => pattern.test(zero + written));
}

/** Which groups are written depends on how the number begins; `trunk` is what calls within the country begin with. */
function inFormats(formats: readonly Format[], trunk: RegExp): NumberingPlan["writes"] {
  const byShape = new Map<string, Format[]>();
  for (const format of formats)
    for (const shape of new Set(shapesOf(format)))
      byShape.set(shape, [...(byShape.get(shape) ?? []), format]);
  return (digits, { written, shape }) => {
    if (!written.includes(" ")) return true;
    const nationals = [digits, digits.replace(trunk, "")];
    return (byShape.get(shape) ?? []).some(({ begins, whole, layout }) =>
      nationals.some(
        (national) =>
          begins.test(national) &&
          whole.test(national) &&
          groupsOf(national.replace(whole, layout)).written === written,
      ),
    );
  };
}

/** Every way in which a format's groups may be as long as they may be; a number may begin with a zero of its own. */
function shapesOf({ layout, parts }: Format): readonly string[] {
  return parts
    .reduce<readonly string[]>(
      (layouts, part, index) =>
        lengthsOf(part).flatMap((length) =>
          layouts.map((each) => each.replace(`$${index + 1}`, "1".repeat(length))),
        ),
      [layout],
    )
    .flatMap((each) => [each, each.replace("1", "0")].map((filled) => groupsOf(filled).shape));
}

/** `\d`, `\d{3}` or `\d{2,4}`. */
function lengthsOf(part: string): readonly number[] {
  const [, least = "1", most = least] = /\{(\d+)(?:,(\d+))?\}/.exec(part) ?? [];
  return Array.from({ length: Number(most) - Number(least) + 1 }, (_, more) => Number(least) + more);
}

type FormatRow = readonly [
  pattern: string,
  format: string,
  leadingDigits?: readonly string[],
  withTrunkPrefix?: string,
];

const tables: Readonly<Record<string, readonly unknown[]>> = {
  ...metadata.countries,
  ...metadata.nonGeographic,
};

/** A row of the library's tables (their version 4), by names. */
function countryOf(region: string) {
  const row = tables[region] ?? [];
  const kinds = row[11] as readonly (readonly [pattern: string] | 0)[];
  const formats = (row[4] || []) as readonly FormatRow[];
  return {
    callingCode: row[0] as string,
    trunkPrefix: (row[7] || row[5] || "") as string,
    rewrites: Boolean(row[8]),
    kinds: kinds.flatMap((kind) => (kind === 0 || kind[0] === "" ? [] : [kind[0]])),
    formats: formats.map(formatOf),
  };
}

function formatOf([pattern, format, leadingDigits, withTrunkPrefix]: FormatRow): Format {
  return {
    begins: new RegExp(`^(?:${leadingDigits?.at(-1) ?? ""})`),
    whole: new RegExp(`^(?:${pattern})$`),
    layout: withTrunkPrefix ? format.replace(/(\$\d)/, withTrunkPrefix) : format,
    parts: pattern.slice(1, -1).split(")("),
  };
}
