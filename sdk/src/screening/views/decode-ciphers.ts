import { lexiconRow } from "../language/lexicon.ts";
import { hashSeed, hashStep } from "../language/word-hash.ts";
import type { Words } from "../language/words.ts";
import type { Channel, View } from "../view.ts";
import { ViewWriter } from "../view.ts";

const fewestWords = 4;
/** Short words come out of every cipher by chance. */
const tellingLength = 3;
const fewestTelling = 3;
/** Plain English has about half of its words in the lexicon; what has next to none may be a cipher. */
const plainShare = 0.2;
const decodedShare = 0.4;

interface Cipher {
  readonly channel: Channel;
  readonly backwards: boolean;
  readonly decode: (code: number) => number;
}

const rotate = (code: number): number => {
  const lower = code | 0x20;
  if (lower < 0x61 || lower > 0x7a) return code;
  return lower < 0x6e ? code + 13 : code - 13;
};
const same = (code: number): number => code;
const mirror = (code: number): number => {
  const lower = code | 0x20;
  return lower < 0x61 || lower > 0x7a ? code : (code & 0x20) + 0x41 + 0x7a - lower;
};

// Letters that turn into each other when a line is turned upside down.
const turned = new Map(
  Array.from("unpdbqmw", (letter) => letter.charCodeAt(0)).flatMap((code, i, all) =>
    i % 2 === 0 ? [[code, all[i + 1] ?? code] as const, [all[i + 1] ?? code, code] as const] : [],
  ),
);
const turn = (code: number): number => turned.get(code) ?? code;

const ciphers: readonly Cipher[] = [
  { channel: "rot13", backwards: false, decode: rotate },
  { channel: "reversed", backwards: true, decode: same },
  { channel: "reversed", backwards: true, decode: turn },
  { channel: "rot13", backwards: true, decode: rotate },
  { channel: "rot13", backwards: false, decode: mirror },
];

/** Sentences that make sense only after rot13, atbash or reading backwards, told by the common words that appear. */
export function decodeCiphers(view: View, words: Words): View[] {
  const writers = new Map<Channel, ViewWriter>();
  for (let s = 0; s + 1 < words.sentences.length; s += 1) {
    const from = words.sentences[s] ?? 0;
    const to = words.sentences[s + 1] ?? from;
    if (to - from < fewestWords || knownShare(words, from, to) >= plainShare) continue;
    for (const cipher of ciphers) {
      if (decodedKnownShare(words, from, to, cipher) < decodedShare) continue;
      const writer = writers.get(cipher.channel) ?? new ViewWriter(view);
      writers.set(cipher.channel, writer);
      write(words.text, words.starts[from] ?? 0, words.ends[to - 1] ?? 0, cipher, writer);
      break;
    }
  }
  return Array.from(writers, ([channel, writer]) => writer.finish(channel, view.text.length));
}

function knownShare(words: Words, from: number, to: number): number {
  let known = 0;
  for (let i = from; i < to; i += 1) if (words.rows[i] !== 0) known += 1;
  return known / (to - from);
}

function decodedKnownShare(words: Words, from: number, to: number, { backwards, decode }: Cipher): number {
  let known = 0;
  let telling = 0;
  for (let i = from; i < to; i += 1) {
    const start = words.starts[i] ?? 0;
    const end = words.ends[i] ?? start;
    let hash = hashSeed;
    for (let j = 0; j < end - start; j += 1) {
      const code = decode(words.text.charCodeAt(backwards ? end - 1 - j : start + j));
      hash = hashStep(hash, code >= 0x41 && code <= 0x5a ? code | 0x20 : code);
    }
    if (lexiconRow(hash) === 0) continue;
    known += 1;
    if (end - start >= tellingLength) telling += 1;
  }
  return telling < fewestTelling ? 0 : known / (to - from);
}

function write(
  text: string,
  start: number,
  end: number,
  { backwards, decode }: Cipher,
  writer: ViewWriter,
): void {
  for (let i = 0; i < end - start; i += 1) {
    const offset = backwards ? end - 1 - i : start + i;
    writer.put(decode(text.charCodeAt(offset)), offset);
  }
  writer.put(0x0a, end);
}
