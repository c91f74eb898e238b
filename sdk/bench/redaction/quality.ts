import { type Item, type Span, score } from "./score.ts";

const compared = [
  "EMAIL",
  "PHONE",
  "CREDIT_CARD",
  "IBAN",
  "IP",
  "MAC",
  "URL",
  "US_SSN",
  "CRYPTO",
  "SECRET",
  "PERSON",
  "LOCATION",
  "ORGANIZATION",
  "ADDRESS",
];

const isClean = ({ source }: Item) => source === "clean-tech";

/** Recall and precision for each type that is labelled, and alarms in text that has nothing, in percent and numbers. */
export function qualityOf(
  prefix: string,
  types: readonly string[] | undefined,
  items: readonly Item[],
  found: readonly (readonly Span[])[],
): Record<string, number> {
  const byText = new Map(items.map(({ text }, index) => [text, found[index] ?? []]));
  const find = (text: string) => byText.get(text) ?? [];
  const labelled = items.filter((item) => !isClean(item));
  const quality = recallAndPrecision(prefix, types, labelled, find);
  const clean = score(items.filter(isClean), find);
  for (const type of ["CREDIT_CARD", "PHONE", "SECRET"])
    quality[`${prefix}clean_text_false_alarms_${type.toLowerCase()}`] = clean.get(type)?.found ?? 0;
  quality[`${prefix}clean_text_false_alarms`] = [...clean.values()].reduce(
    (sum, { found }) => sum + found,
    0,
  );
  return quality;
}

export function recallAndPrecision(
  prefix: string,
  types: readonly string[] | undefined,
  items: readonly Item[],
  find: (text: string) => readonly Span[],
): Record<string, number> {
  const tallies = score(items, find);
  const quality: Record<string, number> = {};
  for (const type of compared) {
    const tally = tallies.get(type);
    if (tally === undefined || tally.golds === 0 || types?.includes(type) === false) continue;
    quality[`${prefix}${type.toLowerCase()}_recall`] = percent(tally.recalled, tally.golds);
    quality[`${prefix}${type.toLowerCase()}_precision`] = percent(tally.right, tally.found);
  }
  return quality;
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.round((1000 * part) / whole) / 10;
}

/** For how many types some peer has the better harmonic mean of recall and precision. */
export function typesLedByPeers(
  ours: Readonly<Record<string, number>>,
  theirs: Readonly<Record<string, number>>,
  peers: readonly string[],
): number {
  return compared.filter((type) => {
    const of = (values: Readonly<Record<string, number>>, prefix: string) => {
      const recall = values[`${prefix}${type.toLowerCase()}_recall`] ?? 0;
      const precision = values[`${prefix}${type.toLowerCase()}_precision`] ?? 0;
      return recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision);
    };
    return peers.some((peer) => of(theirs, `${peer}_`) > of(ours, ""));
  }).length;
}
