import { lexiconRow } from "../language/lexicon.ts";
import { hashSeed, hashStep } from "../language/word-hash.ts";
import type { Words } from "../language/words.ts";
import type { Channel, View } from "../view.ts";
import { ViewWriter } from "../view.ts";

const fewestWords = 4;
/** Short words come out of every cipher by chance. */
const tellingLength = 3;
const fewestTelling = 3;
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

/** Passages that make sense only after rot13, atbash or reading backwards, told by the common words that appear. */
export function decodeCiphers(view: View, words: Words): View[] {
  const writers = new Map<Channel, ViewWriter>();
  for (const { from, to } of strangeRuns(words)) {
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

/** Runs of words outside the lexicon, within a sentence, with at most one known word between two unknown ones. */
function* strangeRuns(words: Words): Generator<{ from: number; to: number }> {
  for (let s = 0; s + 1 < words.sentences.length; s += 1) {
    const end = words.sentences[s + 1] ?? 0;
    let from = -1;
    let last = -1;
    let unknown = 0;
    for (let i = words.sentences[s] ?? 0; i <= end; i += 1) {
      if (i < end && words.rows[i] === 0) {
        if (from < 0) from = i;
        last = i;
        unknown += 1;
      } else if (from >= 0 && (i === end || i - last > 1)) {
        if (unknown >= fewestWords) yield { from, to: last + 1 };
        from = -1;
        unknown = 0;
      }
    }
  }
}

function decodedKnownShare(words: Words, from: number, to: number, { backwards, decode }: Cipher): number {
  let known = 0;
  // "Der" backwards is "red" each time it stands there.
  const telling = new Set<number>();
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
    if (end - start >= tellingLength) telling.add(hash);
  }
  return telling.size < fewestTelling ? 0 : known / (to - from);
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
