import type { Redactor } from "../../src/redaction/index.ts";
import type { Item } from "./score.ts";

/** Random pieces of 1 to 12 characters, as a model's tokens come; 1 when every text came out the same. */
export function streamsAgainstWhole(
  redactor: Redactor,
  items: readonly Item[],
  count: number,
): Record<string, number> {
  const options = { sink: "answer" as const };
  const texts = items.filter(({ spans }) => spans.length > 0).slice(0, count);
  let random = 1;
  let same = 0;
  let held = 0;
  let pushes = 0;
  for (const { text } of texts) {
    const stream = redactor.stream(options);
    let shown = "";
    for (let at = 0; at < text.length; ) {
      random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
      const next = at + 1 + ((random >>> 8) % 12);
      shown += stream.push(text.slice(at, next));
      at = next;
      held += Math.max(0, Math.min(at, text.length) - shown.length);
      pushes++;
    }
    if (shown + stream.end() === redactor.redact(text, options).text) same++;
  }
  return {
    stream_equals_batch: same === texts.length ? 1 : 0,
    stream_mean_held_characters: Math.round(held / pushes),
  };
}
