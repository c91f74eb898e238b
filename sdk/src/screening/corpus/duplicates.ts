import { readWords, type Words } from "../language/words.ts";
import { visibleOf } from "../readings.ts";
import type { CorpusFinding, Passage } from "./passage.ts";

const bins = 64;
const rowsPerBand = 4;
const shingle = 3;
/** Form letters of one source look alike, texts of several sources only when they were copied. */
const similarWithin = 0.4;
const similarAcross = 0.8;

export interface DuplicateOptions {
  /** How many untrusted passages that say nearly the same make a flood. */
  readonly fewest?: number;
}

/**
 * Floods of near-duplicates: many untrusted passages that share most of their three-word sequences, more so when they
 * come from one source. Trusted passages are never counted, so that mirrored handbooks do not trip it. Linear in the
 * text.
 */
export function checkCorpusDuplicates(
  passages: readonly Passage[],
  { fewest = 4 }: DuplicateOptions = {},
): CorpusFinding[] {
  const untrusted = passages.filter((passage) => !passage.trusted);
  const bySource = new Map<string, Passage[]>();
  for (const passage of untrusted) {
    const same = bySource.get(passage.source);
    if (same === undefined) bySource.set(passage.source, [passage]);
    else same.push(passage);
  }
  const groups = [...bySource.values()].flatMap((same) =>
    same.length < fewest ? [] : groupDuplicates(same, similarWithin),
  );
  const flagged = new Set(groups.filter((group) => group.length >= fewest).flat());
  const others = groupDuplicates(
    untrusted.filter((passage) => !flagged.has(passage)),
    similarAcross,
  );
  return [...groups, ...others]
    .filter((group) => group.length >= fewest)
    .map((group) => ({
      check: "duplicates",
      message: "Many untrusted passages say nearly the same.",
      owasp: "LLM04",
      score: Math.min(0.95, 0.5 + group.length / 40),
      passages: group.map(({ id }) => id),
    }));
}

/** Groups of two and more passages that are nearly the same, in order of first appearance. */
export function groupDuplicates<T extends Pick<Passage, "text">>(
  passages: readonly T[],
  similar = similarAcross,
): T[][] {
  const sketches = passages.map((passage) => sketchOf(readWords(visibleOf(passage.text).text)));
  const parents = passages.map((_, i) => i);
  const rootOf = (i: number): number => {
    let root = i;
    while (parents[root] !== root) root = parents[root] ?? root;
    parents[i] = root;
    return root;
  };
  for (let band = 0; band < bins; band += rowsPerBand) {
    // Passages that agree on a whole band are compared with the first one that had it.
    const seen = new Map<string, number>();
    for (const [i, sketch] of sketches.entries()) {
      if (sketch === undefined) continue;
      const key = sketch.subarray(band, band + rowsPerBand).join();
      const first = seen.get(key);
      if (first === undefined) seen.set(key, i);
      else if (rootOf(first) !== rootOf(i) && similarity(sketches[first], sketch) >= similar)
        parents[rootOf(i)] = rootOf(first);
    }
  }
  const groups = new Map<number, T[]>();
  for (const [i, passage] of passages.entries()) {
    const root = rootOf(i);
    groups.set(root, [...(groups.get(root) ?? []), passage]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** The smallest shingle hash in each bin (one-permutation MinHash); undefined for a text too short to compare. */
function sketchOf(words: Words): Uint32Array | undefined {
  if (words.count < shingle * 2) return undefined;
  const sketch = new Uint32Array(bins).fill(0xffffffff);
  for (let i = 0; i + shingle <= words.count; i += 1) {
    let hash = 0x2545f491;
    for (let k = 0; k < shingle; k += 1)
      hash = Math.imul(hash ^ (words.hashes[i + k] ?? 0), 0x9e3779b1) ^ (hash >>> 15);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
    const bin = hash % bins;
    if (hash < (sketch[bin] ?? 0)) sketch[bin] = hash;
  }
  // An empty bin borrows from the next full one, so that short texts can be compared as well.
  for (let bin = bins * 2 - 1; bin >= 0; bin -= 1) {
    if (sketch[bin % bins] === 0xffffffff) sketch[bin % bins] = sketch[(bin + 1) % bins] ?? 0;
  }
  return sketch;
}

function similarity(a: Uint32Array | undefined, b: Uint32Array): number {
  let same = 0;
  for (let bin = 0; bin < bins; bin += 1) if (a?.[bin] === b[bin]) same += 1;
  return same / bins;
}
