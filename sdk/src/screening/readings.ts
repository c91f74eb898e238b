import type { Reading, Readings } from "./detectors/detector.ts";
import { readWords } from "./language/words.ts";
import type { View } from "./view.ts";
import { decodeBase32 } from "./views/decode-base32.ts";
import { decodeBase64 } from "./views/decode-base64.ts";
import { decodeCiphers } from "./views/decode-ciphers.ts";
import { decodeDigits } from "./views/decode-digits.ts";
import { decodeEscapes } from "./views/decode-escapes.ts";
import { decodeLeetspeak } from "./views/decode-leetspeak.ts";
import { decodeMorse } from "./views/decode-morse.ts";
import { decodeScrambled } from "./views/decode-scrambled.ts";
import { foldCharacters } from "./views/fold-characters.ts";
import { decodeInvisible } from "./views/invisible.ts";
import { joinFragments } from "./views/join-fragments.ts";
import { joinLetters } from "./views/join-letters.ts";
import { readMarkdownComments } from "./views/markdown.ts";
import { separateMarkup } from "./views/markup.ts";
import { splitWords } from "./views/split-words.ts";

const deepest = 3;

/**
 * All readings of a text. No decoder's output is longer than its input and nesting stops at three levels, so the
 * readings together stay within a constant times the text.
 */
export function readText(text: string): Readings {
  const original: View = { channel: "raw", depth: 0, text };
  const folded = foldCharacters(original);
  const markup = separateMarkup(folded);
  const raw = read(folded);
  const visible = markup.visible === undefined ? raw : read(markup.visible);
  const comments = readMarkdownComments(folded);
  const hidden = [
    ...decodeInvisible(original),
    ...markup.hidden,
    ...(comments === undefined ? [] : [comments]),
  ];
  const concealed = hidden.map(readFolded);
  // What is found is itself looked into; the list grows while it is walked.
  const pending = [raw, ...(visible === raw ? [] : [visible]), ...concealed];
  for (const reading of pending) {
    if (reading.view.depth >= deepest) continue;
    const decoded = [
      ...decodeEncodings(reading),
      ...(reading === raw && visible !== raw ? [] : undoDisguises(reading)),
    ].map(readFolded);
    concealed.push(...decoded);
    pending.push(...decoded);
  }
  return { original, raw, visible, concealed };
}

/** What a reader sees of a text, and nothing more. */
export function visibleOf(text: string): View {
  const folded = foldCharacters({ channel: "raw", depth: 0, text });
  return separateMarkup(folded).visible ?? folded;
}

const read = (view: View): Reading => ({ view, words: readWords(view.text) });
const readFolded = (view: View): Reading => read(foldCharacters(view));

/** What programs decode. */
function decodeEncodings({ view }: Reading): View[] {
  const views = [
    decodeBase64(view),
    decodeBase32(view),
    decodeEscapes(view),
    decodeMorse(view),
    ...decodeDigits(view),
  ];
  return views.filter((decoded) => decoded !== undefined);
}

/** What people, and models, read without a program. */
function undoDisguises({ view, words }: Reading): View[] {
  const views = [
    joinLetters(view),
    joinFragments(view, words),
    splitWords(view, words),
    decodeLeetspeak(view),
    decodeScrambled(view, words),
    ...decodeCiphers(view, words),
  ];
  return views.filter((decoded) => decoded !== undefined);
}
