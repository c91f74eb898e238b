import type { Cue } from "./cues.ts";
import type { Words } from "./words.ts";

/** Words `first..last` (inclusive) that together carry every cue asked for. */
export interface CueMatch {
  readonly anchor: number;
  readonly first: number;
  readonly last: number;
}

/**
 * Places where a word with cue `anchor` has all of `others` within `reach` words on either side, in any order and
 * at different words. Work is bounded by the number of anchors times the reach.
 */
export function findTogether(words: Words, anchor: Cue, others: readonly Cue[], reach: number): CueMatch[] {
  const matches: CueMatch[] = [];
  let previous = -1;
  for (const at of words.marked) {
    if (at <= previous || !words.is(at, anchor)) continue;
    const span = reachAt(words, at, reach);
    const match = gather(words, at, others, Math.max(0, at - span), Math.min(words.count - 1, at + span));
    if (match === undefined || spansStop(words, match)) continue;
    matches.push(match);
    previous = match.last;
  }
  return matches;
}

/** Like {@link findTogether}, with `others` in the given order after the anchor, each within `reach` of the last. */
export function findInOrder(words: Words, anchor: Cue, others: readonly Cue[], reach: number): CueMatch[] {
  const matches: CueMatch[] = [];
  let previous = -1;
  for (const at of words.marked) {
    if (at <= previous || !words.is(at, anchor)) continue;
    const span = reachAt(words, at, reach);
    let last = at;
    const found = others.every((cue) => {
      for (let i = last + 1; i <= Math.min(words.count - 1, last + span); i += 1) {
        if (words.is(i, cue)) {
          last = i;
          return true;
        }
      }
      return false;
    });
    if (!found) continue;
    matches.push({ anchor: at, first: at, last });
    previous = last;
  }
  return matches;
}

/** Words of two sentences do not belong together; words on two lines may. */
function spansStop(words: Words, { first, last }: CueMatch): boolean {
  return /[.!?;]\s|[。！？；]/.test(words.text.slice(words.ends[first], words.starts[last]));
}

/** In scripts without spaces every character counts as a word. */
function reachAt(words: Words, at: number, reach: number): number {
  return words.text.charCodeAt(words.starts[at] ?? 0) >= 0x3040 ? reach * 2 : reach;
}

function gather(
  words: Words,
  at: number,
  others: readonly Cue[],
  from: number,
  to: number,
): CueMatch | undefined {
  const taken = new Set([at]);
  let first = at;
  let last = at;
  for (const cue of others) {
    const place = nearest(words, at, cue, from, to, taken);
    if (place < 0) return undefined;
    taken.add(place);
    first = Math.min(first, place);
    last = Math.max(last, place);
  }
  return { anchor: at, first, last };
}

function nearest(
  words: Words,
  at: number,
  cue: Cue,
  from: number,
  to: number,
  taken: ReadonlySet<number>,
): number {
  for (let distance = 1; distance <= Math.max(at - from, to - at); distance += 1) {
    // What follows the anchor is likelier to belong to it.
    if (at + distance <= to && !taken.has(at + distance) && words.is(at + distance, cue))
      return at + distance;
    if (at - distance >= from && !taken.has(at - distance) && words.is(at - distance, cue))
      return at - distance;
  }
  return -1;
}
