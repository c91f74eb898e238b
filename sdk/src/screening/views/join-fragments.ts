import { isTelling, lexiconRow } from "../language/lexicon.ts";
import { hashStep } from "../language/word-hash.ts";
import type { Words } from "../language/words.ts";
import type { View } from "../view.ts";
import { ViewWriter } from "../view.ts";

const shortestJoined = 5;
const longestJoined = 14;
const mostFragments = 4;
const fewestJoined = 2;
const apostrophe = /['’]/;

/** Words cut in pieces ("ig nore prev-ious"), put together. */
export function joinFragments(view: View, words: Words): View | undefined {
  const writer = new ViewWriter(view);
  for (let s = 0; s + 1 < words.sentences.length; s += 1) {
    joinSentence(words, words.sentences[s] ?? 0, words.sentences[s + 1] ?? 0, writer);
  }
  return writer.length === 0 ? undefined : writer.finish("fragments", view.text.length);
}

function joinSentence(words: Words, from: number, to: number, writer: ViewWriter): void {
  const joined = new Map<number, number>();
  for (let i = from; i < to; ) {
    const count = fragmentsAt(words, i, to);
    if (count > 1) joined.set(i, count);
    i += Math.max(1, count);
  }
  if (joined.size < fewestJoined) return;
  for (let i = from; i < to; ) {
    const count = joined.get(i) ?? 1;
    for (let k = i; k < i + count; k += 1) {
      for (let at = words.starts[k] ?? 0; at < (words.ends[k] ?? 0); at += 1)
        writer.put(words.text.charCodeAt(at), at);
    }
    i += count;
    writer.put(0x20, (words.ends[i - 1] ?? 1) - 1);
  }
  writer.put(0x0a, (words.ends[to - 1] ?? 1) - 1);
}

/** How many words from `index` on make up one word of the lexicon when at least one of them is none itself. */
function fragmentsAt(words: Words, index: number, to: number): number {
  const first = words.starts[index] ?? 0;
  let end = words.ends[index] ?? first;
  let length = end - first;
  let unknown = words.rows[index] === 0 ? 1 : 0;
  // A word's hash goes on with the letters of the next.
  let hash = words.hashes[index] ?? 0;
  for (let k = 1; k < mostFragments && index + k < to; k += 1) {
    const start = words.starts[index + k] ?? 0;
    // "you 're" is how transcripts write contractions.
    if (start - end > 2 || apostrophe.test(words.text.charAt(start - 1))) return 1;
    end = words.ends[index + k] ?? start;
    length += end - start;
    if (length > longestJoined) return 1;
    for (let at = start; at < end; at += 1) {
      const code = words.text.charCodeAt(at);
      hash = hashStep(hash, code >= 0x41 && code <= 0x5a ? code | 0x20 : code);
    }
    if (words.rows[index + k] === 0) unknown += 1;
    if (unknown === 0 || length < shortestJoined) continue;
    const row = lexiconRow(hash);
    // "for" and "ward" may stand side by side by chance; pieces that are no words do not.
    if (row !== 0 && (isTelling(row) || unknown > k)) return k + 1;
  }
  return 1;
}
