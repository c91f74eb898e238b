import type { Words } from "../language/words.ts";
import type { View } from "../view.ts";
import { ViewWriter } from "../view.ts";
import { wordBreaks } from "./join-letters.ts";

const shortest = 14;
const fewestBreaks = 4;

/** Words run together ("ignoreallrules"), taken apart. Identifiers in code look the same, so it proves nothing by itself. */
export function splitWords(view: View, words: Words): View | undefined {
  const writer = new ViewWriter(view);
  for (let i = 0; i < words.count; i += 1) {
    const start = words.starts[i] ?? 0;
    const end = words.ends[i] ?? start;
    if (end - start < shortest || words.rows[i] !== 0) continue;
    const codes = Array.from({ length: Math.min(end - start, 4096) }, (_, k) =>
      words.text.charCodeAt(start + k),
    );
    const { breaks, covered } = wordBreaks(codes);
    if (covered < codes.length || breaks.size < fewestBreaks || codes.length < breaks.size * 3) continue;
    for (const [k, code] of codes.entries()) {
      if (k > 0 && breaks.has(k)) writer.put(0x20, start + k);
      writer.put(code, start + k);
    }
    writer.put(0x0a, end - 1);
  }
  return writer.length === 0 ? undefined : writer.finish("run-together", view.text.length);
}
