import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { labelNames, type NameLabels } from "./name-labels.ts";
import { type Item, readLines } from "./score.ts";

/** Where a passage lies: in an installed package's file, or in a text of the screening data. */
interface Passage extends NameLabels {
  readonly file?: string;
  readonly id?: string;
  readonly at: number;
  readonly length: number;
  /** Of the passage: another version of a package may have another text there, which nobody has read. */
  readonly sha256: string;
}

const root = new URL("../../../", import.meta.url);

/**
 * Passages of documentation, licences, changelogs, code and configuration, drawn by chance and read for their names.
 * Whoever works on the model looks at those seen, never at the blind ones. Passages that aren't there are left out.
 */
export function technicalItems(half: "seen" | "blind", screening: string): readonly Item[] {
  const passages = readLines<Passage>(new URL(`./technical-${half}.jsonl`, import.meta.url));
  const texts = new Map<string, string>();
  for (const source of new Set(passages.flatMap(({ id }) => id?.replace(/-\d+$/, "") ?? []))) {
    if (!existsSync(`${screening}/${source}.jsonl`)) continue;
    for (const { id, text } of readLines<{ id: string; text: string }>(`${screening}/${source}.jsonl`))
      texts.set(id, text);
  }
  return passages.flatMap((passage) => {
    const file = new URL(passage.file ?? "", root);
    const whole =
      passage.id !== undefined ? texts.get(passage.id) : existsSync(file) ? readFileSync(file, "utf8") : "";
    const text = whole?.slice(passage.at, passage.at + passage.length) ?? "";
    const digest = createHash("sha256").update(text).digest("hex");
    return digest.startsWith(passage.sha256) ? [labelNames(text, passage, `technical-${half}`)] : [];
  });
}
