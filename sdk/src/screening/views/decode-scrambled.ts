import { cues } from "../language/cues.ts";
import { isTelling, lexiconRow } from "../language/lexicon.ts";
import { wordHash } from "../language/word-hash.ts";
import type { Words } from "../language/words.ts";
import type { View } from "../view.ts";
import { ViewWriter } from "../view.ts";

const shortest = 5;
const fewestWords = 3;
const fewestTelling = 2;

const scatter = (code: number): number =>
  Math.imul(code ^ (code << 11), 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b);

/** First and last letter stay, the others are a bag: their order does not change the sum. */
function signatureOf(text: string, start: number, end: number): number {
  let sum =
    Math.imul(text.charCodeAt(start) | 0x20, 0x01000193) ^
    Math.imul(text.charCodeAt(end - 1) | 0x20, 0x85ebca6b);
  for (let i = start + 1; i < end - 1; i += 1) sum = (sum + scatter(text.charCodeAt(i) | 0x20)) | 0;
  return sum;
}

const cueWords = [...new Set(Object.values(cues).join(" ").split(" "))];
const bySignature = new Map(
  cueWords
    .filter((word) => word.length >= shortest && /^[a-z]+$/.test(word))
    .map((word) => [signatureOf(word, 0, word.length), word]),
);

/** Sentences with several words whose inner letters are shuffled: models read "ignroe prevoius" without effort. */
export function decodeScrambled(view: View, words: Words): View | undefined {
  const writer = new ViewWriter(view);
  for (let s = 0; s + 1 < words.sentences.length; s += 1) {
    const from = words.sentences[s] ?? 0;
    const to = words.sentences[s + 1] ?? from;
    const replaced = new Map<number, string>();
    for (let i = from; i < to; i += 1) {
      const start = words.starts[i] ?? 0;
      const end = words.ends[i] ?? start;
      if (words.rows[i] !== 0 || end - start < shortest || end - start > 16) continue;
      const word = bySignature.get(signatureOf(words.text, start, end));
      if (word !== undefined) replaced.set(start, word);
    }
    if (isScrambled(new Set(replaced.values()))) writeSentence(words, from, to, replaced, writer);
  }
  return writer.length === 0 ? undefined : writer.finish("scrambled", view.text.length);
}

/** "Cloud" and "filed" are words of their own, and not "could" and "field". */
function isScrambled(words: ReadonlySet<string>): boolean {
  const telling = [...words].filter((word) => isTelling(lexiconRow(wordHash(word))));
  return words.size >= fewestWords || telling.length >= fewestTelling;
}

function writeSentence(
  words: Words,
  from: number,
  to: number,
  replaced: ReadonlyMap<number, string>,
  writer: ViewWriter,
): void {
  const end = words.ends[to - 1] ?? 0;
  for (let i = words.starts[from] ?? 0; i < end; ) {
    const text = replaced.get(i) ?? words.text.charAt(i);
    for (let j = 0; j < text.length; j += 1) writer.put(text.charCodeAt(j), i + j);
    i += text.length;
  }
  writer.put(0x0a, end);
}
