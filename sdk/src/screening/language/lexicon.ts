import { foldCharacters } from "../views/fold-characters.ts";
import { type Cue, cues } from "./cues.ts";
import { wordHash } from "./word-hash.ts";

const names = Object.keys(cues) as readonly Cue[];

/** Position of a cue in every word's row of the lexicon. */
export const cueIndex = Object.fromEntries(names.map((name, index) => [name, index])) as Readonly<
  Record<Cue, number>
>;

const cueCount = names.length;
const rows = new Map<number, number>();
const membership: number[] = new Array<number>(cueCount).fill(0);

for (const [index, name] of names.entries()) {
  for (const word of cues[name].split(" ")) {
    const hash = wordHash(foldWord(word));
    let row = rows.get(hash);
    if (row === undefined) {
      row = rows.size + 1;
      rows.set(hash, row);
      for (let i = 0; i < cueCount; i += 1) membership.push(0);
    }
    membership[row * cueCount + index] = 1;
  }
}

function foldWord(word: string): string {
  return foldCharacters({ channel: "raw", depth: 0, text: word }).text.toLowerCase();
}

const table = Uint8Array.from(membership);
const slots = 1 << 14;
const keys = new Int32Array(slots);
const values = new Uint16Array(slots);
for (const [hash, row] of rows) {
  let slot = hash & (slots - 1);
  while (values[slot] !== 0) slot = (slot + 1) & (slots - 1);
  keys[slot] = hash;
  values[slot] = row;
}

/** The lexicon's row for a word by its hash; 0 for a word that signals nothing. */
export function lexiconRow(hash: number): number {
  let slot = hash & (slots - 1);
  while (values[slot] !== 0) {
    if (keys[slot] === hash) return values[slot] ?? 0;
    slot = (slot + 1) & (slots - 1);
  }
  return 0;
}

/** The cues of each row, by index. */
export const rowCues: readonly (readonly number[])[] = Array.from({ length: rows.size + 1 }, (_, row) =>
  names.flatMap((_, cue) => (table[row * cueCount + cue] === 1 ? [cue] : [])),
);

const everyday: readonly Cue[] = [
  "frame",
  "common",
  "follow",
  "above",
  "task",
  "deed",
  "first",
  "we",
  "ability",
  "you",
  "help",
  "change",
  "begin",
  "money",
  "call",
  "before",
  "contact",
  "certain",
  "reporting",
  "newness",
  "user",
  "tool",
  "mode",
  "urgent",
];

/** Whether a word is of the kind that attacks disguise, rather than one that every text is full of. */
export const isTelling = (row: number): boolean => (rowCues[row] ?? []).some((cue) => tellingCues.has(cue));

const tellingCues = new Set(names.flatMap((name, cue) => (everyday.includes(name) ? [] : [cue])));

/** Whether a word of this row signals anything beyond being English. */
export const isMarked = (row: number): boolean => marked[row] === 1;

const plain = [cueIndex.frame, cueIndex.common];
const marked = Uint8Array.from(rowCues, (list) => (list.some((cue) => !plain.includes(cue)) ? 1 : 0));

export const rowHas = (row: number, cue: Cue): boolean => table[row * cueCount + cueIndex[cue]] === 1;
