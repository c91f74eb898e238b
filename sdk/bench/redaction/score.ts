import { existsSync, readdirSync, readFileSync } from "node:fs";

/** One labelled text. Only types in `scope` are labelled exhaustively, so only those can be false alarms. */
export interface Item {
  readonly source: string;
  readonly text: string;
  readonly spans: readonly (readonly [start: number, end: number, type: string])[];
  readonly scope: readonly string[];
  /** Mentions that count neither for nor against anybody. */
  readonly ignore?: readonly (readonly [start: number, end: number])[];
}

export interface Span {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

export interface Tally {
  golds: number;
  recalled: number;
  exact: number;
  found: number;
  right: number;
}

/** Every `.jsonl` file of a folder, or undefined where there is none. */
export function loadItems(folder: string): readonly Item[] | undefined {
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder)
    .filter((name) => name.endsWith(".jsonl"))
    .flatMap((name) => readLines<Item>(`${folder}/${name}`));
}

/** A file of JSON, one value a line. */
export function readLines<T>(file: string | URL): readonly T[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}

/**
 * Recall by any overlap of the same type; precision by any overlap with a labelled value of the same type.
 * `report`, when given, is told of each miss and each false alarm.
 */
export function score(
  items: readonly Item[],
  find: (text: string) => readonly Span[],
  report?: (kind: "miss" | "false alarm", type: string, item: Item, span: Span) => void,
): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, Tally>();
  const tallyOf = (type: string) => {
    const tally = tallies.get(type) ?? { golds: 0, recalled: 0, exact: 0, found: 0, right: 0 };
    tallies.set(type, tally);
    return tally;
  };
  for (const item of items) {
    const found = find(item.text);
    const golds = item.spans.map(([start, end, type]) => ({ start, end, type }));
    for (const gold of golds) {
      const tally = tallyOf(gold.type);
      const hits = found.filter((span) => span.type === gold.type && overlaps(span, gold));
      tally.golds++;
      if (hits.length > 0) tally.recalled++;
      else report?.("miss", gold.type, item, gold);
      if (hits.some(({ start, end }) => start === gold.start && end === gold.end)) tally.exact++;
    }
    for (const span of found) {
      if (!item.scope.includes(span.type) && !item.scope.includes("CLEAN")) continue;
      if (item.ignore?.some(([start, end]) => overlaps(span, { start, end }))) continue;
      const tally = tallyOf(span.type);
      tally.found++;
      if (golds.some((gold) => gold.type === span.type && overlaps(span, gold))) tally.right++;
      else report?.("false alarm", span.type, item, span);
    }
  }
  return tallies;
}

function overlaps(a: { start: number; end: number }, b: { start: number; end: number }): boolean {
  return a.start < b.end && b.start < a.end;
}
