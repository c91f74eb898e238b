import type { Words } from "../language/words.ts";

/** What the rest of a text is like, so that a sentence can be judged against its surroundings. */
export interface Context {
  readonly sentences: number;
  /** For each sentence, whether it asks for something. */
  readonly requests: Uint8Array;
  readonly requestCount: number;
  /** For each sentence, whether it is a label: a few words on a line of their own without a full stop. */
  readonly labels: Uint8Array;
  /** For each sentence, the share of its content words that stand nowhere else in the text. */
  readonly novelty: Float32Array;
  readonly meanNovelty: number;
  /** Sentences with "I", "my", "me". */
  readonly firstPerson: number;
  readonly secondPerson: number;
}

const shortestContentWord = 4;

/** Reads the context in two passes over the words. */
export function readContext(words: Words): Context {
  const sentences = words.sentences.length - 1;
  const bits = Math.min(18, Math.max(10, 33 - Math.clz32(words.count)));
  const mask = (1 << bits) - 1;
  // Counts by hash; a collision only makes a word look a little less novel.
  const counts = new Uint16Array(mask + 1);
  for (let i = 0; i < words.count; i += 1) {
    const slot = mixed(words.hashes[i] ?? 0) & mask;
    if (counts[slot] !== 0xffff) counts[slot] = (counts[slot] ?? 0) + 1;
  }
  const requests = new Uint8Array(sentences);
  const labels = new Uint8Array(sentences);
  const novelty = new Float32Array(sentences);
  let requestCount = 0;
  let firstPerson = 0;
  let secondPerson = 0;
  let noveltySum = 0;
  for (let s = 0; s < sentences; s += 1) {
    const from = words.sentences[s] ?? 0;
    const to = words.sentences[s + 1] ?? from;
    let content = 0;
    let unseen = 0;
    let first = false;
    let second = false;
    for (let i = from; i < to; i += 1) {
      if ((words.ends[i] ?? 0) - (words.starts[i] ?? 0) >= shortestContentWord) {
        content += 1;
        if (counts[mixed(words.hashes[i] ?? 0) & mask] === 1) unseen += 1;
      }
      first ||= words.is(i, "first");
      second ||= words.is(i, "you");
    }
    novelty[s] = content === 0 ? 0.5 : unseen / content;
    noveltySum += novelty[s] ?? 0;
    if (first) firstPerson += 1;
    if (second) secondPerson += 1;
    if (isLabel(words, from, to)) labels[s] = 1;
    if (isRequest(words, from, to)) {
      requests[s] = 1;
      requestCount += 1;
    }
  }
  const meanNovelty = sentences === 0 ? 0 : noveltySum / sentences;
  return { sentences, requests, requestCount, labels, novelty, meanNovelty, firstPerson, secondPerson };
}

/** "Do this", "please do this", "can you do this", "I want you to do this". */
function isRequest(words: Words, from: number, to: number): boolean {
  const reach = Math.min(to, from + 5);
  if (words.is(from, "task")) return true;
  for (let i = from; i < reach; i += 1) {
    if (words.is(i, "please")) return true;
    if (words.is(i, "you") && (words.is(i - 1, "ability") || words.is(i + 1, "ability"))) return true;
  }
  return false;
}

const longestLabel = 8;
const lineSign = /[\s>#*•–—\d."'([|-]/;

/** Headings, buttons, menus and entries of tables are often worded like orders. */
function isLabel({ text, starts, ends, count }: Words, from: number, to: number): boolean {
  if (to - from > longestLabel || from === to) return false;
  const end = ends[to - 1] ?? 0;
  const next = to < count ? (starts[to] ?? end) : text.length;
  if (next < text.length && !text.slice(end, Math.min(next, end + 16)).includes("\n")) return false;
  for (let i = end; i < Math.min(next, end + 4); i += 1) if (/[.!?;,]/.test(text.charAt(i))) return false;
  for (let i = (starts[from] ?? 0) - 1; i >= Math.max(0, (starts[from] ?? 0) - 12); i -= 1) {
    const sign = text.charAt(i);
    if (sign === "\n") return true;
    if (!lineSign.test(sign)) return false;
  }
  return (starts[from] ?? 0) <= 12;
}

const mixed = (hash: number): number => Math.imul(hash, 0x9e3779b1) >>> 12;
