import { lexiconRow } from "../language/lexicon.ts";
import { wordHash } from "../language/word-hash.ts";
import type { View } from "../view.ts";
import { ViewWriter } from "../view.ts";

const letters: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "2": "z",
  "3": "e",
  "4": "a",
  "5": "s",
  "6": "g",
  "7": "t",
  "8": "b",
  "9": "g",
  "@": "a",
  $: "s",
  "!": "i",
  "|": "l",
  "+": "t",
  "(": "c",
};
const token = /[^\s"'`,;:.)\]}>]{3,24}/g;
const mixed = /^(?=.*[A-Za-z])(?=.*[0-9@$!|+(])[A-Za-z0-9@$!|+(]+$/;
const hint = /[a-z][0-9@$!|][a-z]|(?<![\w.-])[0-9@$!|][a-z]{2}/gi;
const fewestWords = 2;

/** Lines with several words spelled with digits and signs for letters: "1gn0r3 4ll". */
export function decodeLeetspeak(view: View): View | undefined {
  const { text } = view;
  const writer = new ViewWriter(view);
  let done = 0;
  for (const { index } of text.matchAll(hint)) {
    if (index < done) continue;
    const start = text.lastIndexOf("\n", index) + 1;
    const newline = text.indexOf("\n", index);
    done = newline < 0 ? text.length : newline;
    decodeLine(text.slice(start, done), start, writer);
  }
  return writer.length === 0 ? undefined : writer.finish("leetspeak", text.length);
}

function decodeLine(line: string, offset: number, writer: ViewWriter): void {
  const replaced = new Map<number, string>();
  for (const match of line.matchAll(token)) {
    if (!mixed.test(match[0])) continue;
    const word = plainWord(match[0]);
    if (word !== undefined) replaced.set(match.index, word);
  }
  const places = [...replaced.keys()];
  const between = line.slice(places[0], places[places.length - 1]).match(/\S+/g)?.length ?? 0;
  // "$PORT" again and again is a variable.
  if (new Set(replaced.values()).size < fewestWords || replaced.size * 5 < between) return;
  for (let i = 0; i < line.length; ) {
    const word = replaced.get(i);
    const text = word ?? line.charAt(i);
    for (let j = 0; j < text.length; j += 1) writer.put(text.charCodeAt(j), offset + i + j);
    i += text.length;
  }
  writer.put(0x0a, offset + Math.max(0, line.length - 1));
}

/** The word of the lexicon that a token spells, letter for letter, or undefined. */
function plainWord(spelled: string): string | undefined {
  const plain = Array.from(spelled.toLowerCase(), (sign) => letters[sign] ?? sign).join("");
  for (const word of [
    plain,
    plain.replaceAll("i", "l"),
    plain.replace(/i$/, "l"),
    plain.replace(/ii/g, "ll"),
  ]) {
    if (lexiconRow(wordHash(word)) !== 0) return word;
  }
  return undefined;
}
