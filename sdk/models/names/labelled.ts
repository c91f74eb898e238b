import { readdirSync } from "node:fs";
import { readMarkedTexts } from "../../bench/redaction/marked-texts.ts";
import { labelNames, type NameLabels } from "../../bench/redaction/name-labels.ts";
import { type Item, loadItems, readLines } from "../../bench/redaction/score.ts";

/** A public text's names, as somebody has read it. */
interface Label extends NameLabels {
  readonly id: string;
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
    readLines<{ id: string; text: string }>(`${folder}/screening/narrative_t0.jsonl`).map(({ id, text }) => [
      id,
      text,
    ]),
  );
  const labels = new URL("labels/", import.meta.url);
  return readdirSync(labels).flatMap((file) =>
    readLines<Label>(new URL(file, labels)).flatMap((label) => {
      const text = texts.get(label.id)?.slice(0, label.upTo);
      return text === undefined ? [] : [labelNames(text, label, file.replace(".jsonl", ""))];
    }),
  );
}

function writtenTexts(): readonly Item[] {
  const folder = new URL("texts/", import.meta.url);
  return readdirSync(folder).flatMap((file) =>
    readMarkedTexts(new URL(file, folder), file.replace(".txt", "")),
  );
}
