import type { Item } from "../../bench/redaction/score.ts";
import { chance, pick } from "./random.ts";

/** What people, and programs that want to hide a name, put around one. */
const dresses = [
  ..."` ** * _* { [ ( \" ' < @ # $ / | =".split(" ").map((sign) => [sign, closing(sign)] as const),
  ["<b>", "</b>"],
  ["<td>", "</td>"],
  ["name=", ";"],
] as const;

function closing(sign: string): string {
  const at = "{[(<".indexOf(sign);
  if (at >= 0) return "}])>"[at] as string;
  return "@#".includes(sign) ? "" : [...sign].reverse().join("");
}

/** The text with some of its names in other dress: a sign of code beside a name is no reason to show it. */
export function dressed(item: Item): Item {
  let text = "";
  let from = 0;
  const ranges = [...item.spans, ...(item.ignore ?? []).map(([start, end]) => [start, end, ""] as const)];
  const placed: [number, number, string][] = [];
  for (const [start, end, type] of ranges.sort(([a], [b]) => a - b)) {
    if (start < from) return item;
    const [before, after] = type !== "" && chance(0.08) ? pick(dresses) : ["", ""];
    text += item.text.slice(from, start) + before;
    placed.push([text.length, text.length + end - start, type]);
    text += item.text.slice(start, end) + after;
    from = end;
  }
  return {
    ...item,
    text: text + item.text.slice(from),
    spans: placed.filter(([, , type]) => type !== ""),
    ignore: placed.filter(([, , type]) => type === "").map(([start, end]) => [start, end] as const),
  };
}
