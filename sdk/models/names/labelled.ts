import { readdirSync, readFileSync } from "node:fs";
import { readMarkedTexts } from "../../bench/redaction/marked-texts.ts";
import { type Item, loadItems } from "../../bench/redaction/score.ts";

const types = ["PERSON", "LOCATION", "ORGANIZATION"] as const;

/** Which names a public text holds, as somebody has read it; the text itself stays where it is. */
interface Label extends Partial<Record<(typeof types)[number], readonly string[]>> {
  readonly id: string;
  /** Names that count neither way. */
  readonly unsure?: readonly string[];
  /** How many of the text's characters were read, if not all. */
  readonly upTo?: number;
}

/** Everything whose names people have marked: public sets, public texts that were read for this, texts written for this. */
export function labelledTexts(folder: string): readonly Item[] {
  const sets = (loadItems(`${folder}/pii`) ?? []).filter(({ source }) => ["wnut17", "re3d"].includes(source));
  return [...sets, ...withoutRepeats(readTexts(folder)), ...writtenTexts()];
}

/** Many of the public texts are one passage with another question to it: the same names in the same order. */
function withoutRepeats(items: readonly Item[]): readonly Item[] {
  const seen = new Set<string>();
  return items.filter(({ text, spans }) => {
    const names = spans.map(([start, end]) => text.slice(start, end)).join("|");
    if (names === "") return true;
    return seen.has(names) ? false : seen.add(names);
  });
}

function readTexts(folder: string): readonly Item[] {
  const texts = new Map(
    parseLines<{ id: string; text: string }>(`${folder}/screening/narrative_t0.jsonl`).map(({ id, text }) => [
      id,
      text,
    ]),
  );
  const labels = new URL("labels/", import.meta.url);
  return readdirSync(labels).flatMap((file) =>
    parseLines<Label>(new URL(file, labels)).flatMap((label) => {
      const text = texts.get(label.id)?.slice(0, label.upTo);
      return text === undefined ? [] : [itemOf(text, label, file.replace(".jsonl", ""))];
    }),
  );
}

function writtenTexts(): readonly Item[] {
  const folder = new URL("texts/", import.meta.url);
  return readdirSync(folder).flatMap((file) =>
    readMarkedTexts(new URL(file, folder), file.replace(".txt", "")),
  );
}

function parseLines<T>(file: string | URL): readonly T[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}

/** Every occurrence of a name is labelled; a longer name wins over those in it. */
function itemOf(text: string, label: Label, source: string): Item {
  const names = [
    ...types.flatMap((type) => (label[type] ?? []).map((name) => ({ name, type: type as string }))),
    ...(label.unsure ?? []).map((name) => ({ name, type: "" })),
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
