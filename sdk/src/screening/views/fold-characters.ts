import type { View } from "../view.ts";
import { ViewWriter } from "../view.ts";
import { latinVariant, perfectTwins, scriptTwin } from "./confusables.ts";
import { isInvisible } from "./invisible.ts";

const folded = new Map<number, string>();
const combining = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/gu;

/** One code point as plain as it gets: compatibility form, no accents, decorated letters undone. */
function foldCodePoint(point: number): string {
  const known = folded.get(point);
  if (known !== undefined) return known;
  const plain = foldOnce(point);
  folded.set(point, plain);
  return plain;
}

function foldOnce(point: number): string {
  if (isInvisible(point)) return "";
  // Regional indicators and negative squared or circled capitals have no compatibility form.
  if (point >= 0x1f1e6 && point <= 0x1f1ff) return String.fromCharCode(point - 0x1f1e6 + 0x41);
  for (const base of [0x1f150, 0x1f170]) {
    if (point >= base && point < base + 26) return String.fromCharCode(point - base + 0x41);
  }
  const variant = latinVariant.get(point);
  if (variant !== undefined) return String.fromCharCode(variant);
  if (point >= 0xd800 && point <= 0xdfff) return "\ufffd";
  const plain = String.fromCodePoint(point).normalize("NFKD").replace(combining, "").normalize("NFKC");
  // NFKC turns a few single characters into words of a dozen; keep the growth of hostile input bounded.
  return plain.length > 4 ? plain.slice(0, 4) : plain;
}

/**
 * The text as a reader sees it, in plain characters: Unicode NFKC, invisible characters and accents gone, letters
 * that imitate Latin ones replaced in words that mix scripts. ASCII text is its own view.
 */
export function foldCharacters(view: View): View {
  const { text } = view;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole ASCII range is meant.
  if (!/[^\x00-\x7f]/.test(text)) return view;
  const writer = new ViewWriter(view);
  const latinText = isMostlyLatin(text);
  let i = 0;
  while (i < text.length) {
    const point = text.codePointAt(i) ?? 0;
    if (point < 0x80) {
      const end = endOfAscii(text, i);
      writer.putRun(text, i, end);
      i = end;
    } else if (scriptTwin.has(point)) {
      i = foldWord(text, i, writer, latinText);
    } else {
      const plain = foldCodePoint(point);
      for (let j = 0; j < plain.length; j += 1) writer.put(plain.charCodeAt(j), i);
      i += point > 0xffff ? 2 : 1;
    }
  }
  return writer.finish(view.channel, text.length, view.depth);
}

function endOfAscii(text: string, start: number): number {
  let end = start;
  while (end < text.length && text.charCodeAt(end) < 0x80) end += 1;
  return end;
}

function isMostlyLatin(text: string): boolean {
  let latin = 0;
  let twins = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) latin += 1;
    else if (code >= 0x370 && code < 0x590) twins += 1;
  }
  return latin > twins * 4;
}

const wordLetter = /[\p{L}\p{M}\u200b-\u200d\u2060\ufeff\u00ad]/u;
const longestWord = 64;

/** Copies the rest of the word at `start`, folding its look-alikes when the word pretends to be Latin. */
function foldWord(text: string, start: number, writer: ViewWriter, latinText: boolean): number {
  let end = start;
  let alien = false;
  let latin = start > 0 && /[a-z]/i.test(text.charAt(start - 1));
  while (end < text.length && end - start < longestWord) {
    const point = text.codePointAt(end) ?? 0;
    const letter = String.fromCodePoint(point);
    if (!wordLetter.test(letter)) break;
    if (point < 0x80) latin = true;
    else if (!perfectTwins.has(point)) alien = true;
    end += letter.length;
  }
  const pretends = latin || (latinText && !alien && end - start > 2);
  for (let i = start; i < end; ) {
    const point = text.codePointAt(i) ?? 0;
    const twin = pretends ? scriptTwin.get(point) : undefined;
    const plain = twin === undefined ? foldCodePoint(point) : String.fromCharCode(twin);
    for (let j = 0; j < plain.length; j += 1) writer.put(plain.charCodeAt(j), i);
    i += point > 0xffff ? 2 : 1;
  }
  return end;
}
