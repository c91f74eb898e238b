import { readWords, type Words } from "../language/words.ts";
import { visibleOf } from "../readings.ts";
import type { CorpusFinding, Passage } from "./passage.ts";

const longestQuery = 48;
const shortestQuery = 5;
const echoed = 0.8;

/**
 * Untrusted passages that repeat the question: a poisoned passage does so to be found (PoisonedRAG, USENIX Security
 * 2025). Honest pages of questions and answers do too, hence only untrusted passages count.
 */
export function checkCorpusEcho(query: string, passages: readonly Passage[]): CorpusFinding[] {
  const asked = readQuery(query);
  if (asked.length < shortestQuery) return [];
  return passages.flatMap((passage): CorpusFinding[] => {
    if (passage.trusted) return [];
    const share = echoOf(asked, readWords(visibleOf(passage.text).text));
    if (share < echoed) return [];
    const message = "An untrusted passage repeats the question word for word.";
    return [{ check: "echo", message, owasp: "LLM08", score: share * 0.9, passages: [passage.id] }];
  });
}

/** The hashes of a question's words. */
export function readQuery(query: string): Int32Array {
  return readWords(visibleOf(query.slice(0, 4096)).text).hashes.slice(0, longestQuery);
}

/**
 * The largest share of the question's words that stand in order within one sentence or two: longest common
 * subsequence over a sliding window. At most the question's length times the passage's.
 */
export function echoOf(query: Int32Array, words: Words): number {
  if (query.length === 0) return 0;
  let best = 0;
  for (let s = 0; s + 1 < words.sentences.length && best < 1; s += 1) {
    const from = words.sentences[s] ?? 0;
    const to = Math.min(words.sentences[s + 2] ?? words.count, from + query.length * 2);
    best = Math.max(best, commonSubsequence(query, words.hashes, from, to) / query.length);
  }
  return best;
}

function commonSubsequence(query: Int32Array, hashes: Int32Array, from: number, to: number): number {
  let row = new Uint8Array(query.length + 1);
  for (let i = from; i < to; i += 1) {
    const next = new Uint8Array(query.length + 1);
    for (let j = 1; j <= query.length; j += 1) {
      next[j] = query[j - 1] === hashes[i] ? (row[j - 1] ?? 0) + 1 : Math.max(row[j] ?? 0, next[j - 1] ?? 0);
    }
    row = next;
  }
  return row[query.length] ?? 0;
}
