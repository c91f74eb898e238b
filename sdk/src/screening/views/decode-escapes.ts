import type { View } from "../view.ts";
import { ViewWriter } from "../view.ts";

const escaped = /%([\da-f]{2})|\\x([\da-f]{2})|\\u([\da-f]{4})|\\u\{([\da-f]{1,6})\}|\\([0-7]{3})/gi;
const fewestEscapes = 4;
const neighbourhood = 200;

/** Percent-encoded and backslash-escaped text, with the plain text around the escapes. */
export function decodeEscapes(view: View): View | undefined {
  const { text } = view;
  if (!/[%\\]/.test(text)) return undefined;
  const writer = new ViewWriter(view);
  const escapes = Array.from(text.matchAll(escaped));
  let i = 0;
  while (i < escapes.length) {
    // A passage is a chain of escapes with plain text of at most `neighbourhood` characters between them.
    let j = i;
    while (j + 1 < escapes.length && startOf(escapes[j + 1]) - endOf(escapes[j]) <= neighbourhood) j += 1;
    if (j - i + 1 >= fewestEscapes) writePassage(text, escapes.slice(i, j + 1), writer);
    i = j + 1;
  }
  return writer.length === 0 ? undefined : writer.finish("escapes", text.length);
}

const startOf = (match: RegExpExecArray | undefined): number => match?.index ?? 0;
const endOf = (match: RegExpExecArray | undefined): number =>
  match === undefined ? 0 : match.index + match[0].length;

function writePassage(text: string, escapes: readonly RegExpExecArray[], writer: ViewWriter): void {
  let position = Math.max(0, startOf(escapes[0]) - neighbourhood);
  for (const match of escapes) {
    for (; position < match.index; position += 1) writer.put(text.charCodeAt(position), position);
    const [whole, percent, byte, unit, point, octal] = match;
    const code =
      octal === undefined
        ? Number.parseInt(percent ?? byte ?? unit ?? point ?? "", 16)
        : Number.parseInt(octal, 8);
    for (const character of code <= 0x10ffff ? String.fromCodePoint(code) : "") {
      for (let k = 0; k < character.length; k += 1) writer.put(character.charCodeAt(k), match.index);
    }
    position = match.index + whole.length;
  }
  const end = Math.min(text.length, position + neighbourhood);
  for (; position < end; position += 1) writer.put(text.charCodeAt(position), position);
  writer.put(0x0a, end < text.length ? end : text.length - 1);
}
