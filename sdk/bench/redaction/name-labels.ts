import type { Item } from "./score.ts";

const types = ["PERSON", "LOCATION", "ORGANIZATION"] as const;

/** Which names a text holds, as somebody has read it; the text itself stays where it is. */
export interface NameLabels extends Partial<Record<(typeof types)[number], readonly string[]>> {
  /** Names that count neither way. */
  readonly unsure?: readonly string[];
}

/** Every occurrence of a name is labelled; a longer name wins over those in it. */
export function labelNames(text: string, labels: NameLabels, source: string): Item {
  const names = [
    ...types.flatMap((type) => (labels[type] ?? []).map((name) => ({ name, type: type as string }))),
    ...(labels.unsure ?? []).map((name) => ({ name, type: "" })),
  ].sort((a, b) => b.name.length - a.name.length);
  const spans: [number, number, string][] = [];
  for (const { name, type } of names) {
    for (let start = text.indexOf(name); start !== -1; start = text.indexOf(name, start + 1)) {
      const end = start + name.length;
      if (isInWord(text, start, end) || spans.some(([from, to]) => start < to && from < end)) continue;
      spans.push([start, end, type]);
    }
  }
  return {
    source,
    text,
    spans: spans.filter(([, , type]) => type !== ""),
    ignore: spans.filter(([, , type]) => type === "").map(([start, end]) => [start, end] as const),
    scope: types,
  };
}

const letter = /[\p{L}\p{N}]/u;
function isInWord(text: string, start: number, end: number): boolean {
  return (
    (letter.test(text[start - 1] ?? "") && letter.test(text[start] as string)) ||
    (letter.test(text[end] ?? "") && letter.test(text[end - 1] as string))
  );
}
