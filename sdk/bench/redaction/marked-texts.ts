import { readFileSync } from "node:fs";
import type { Item } from "./score.ts";

const types = { P: "PERSON", L: "LOCATION", O: "ORGANIZATION" } as const;

/** Texts with their names marked as `[name|P]`, `[name|L]` or `[name|O]`: one a line, line breaks written as `\n`. */
export function readMarkedTexts(file: string | URL, source: string): readonly Item[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("# "))
    .map((line) => unmark(line.replaceAll("\\n", "\n"), source));
}

function unmark(marked: string, source: string): Item {
  const spans: [number, number, string][] = [];
  let text = "";
  let from = 0;
  for (const match of marked.matchAll(/\[([^[\]|]+)\|([PLO])\]/g)) {
    text += marked.slice(from, match.index);
    const [whole, name = "", kind] = match;
    spans.push([text.length, text.length + name.length, types[kind as keyof typeof types]]);
    text += name;
    from = match.index + whole.length;
  }
  return { source, text: text + marked.slice(from), spans, scope: Object.values(types) };
}
