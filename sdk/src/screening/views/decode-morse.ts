import type { View } from "../view.ts";
import { ViewWriter } from "../view.ts";
import { isReadable } from "./readable.ts";

// The tree of the code, read level by level: a dot goes left, a dash right.
const tree = "  ETIANMSURWDKGOHVF L PJBXCYZQ  54 3   2& +    16=/   ( 7   8 90";
const run = /[.-]{1,6}(?:[ /|]{1,3}[.-]{1,6}){11,}/g;

/** Morse code of at least a dozen letters. */
export function decodeMorse(view: View): View | undefined {
  const writer = new ViewWriter(view);
  for (const match of view.text.matchAll(run)) {
    const message = match[0]
      .split(/([ /|]+)/)
      .map(decodeToken)
      .join("")
      .toLowerCase();
    if (isReadable(message)) writer.putFragment(message, match.index, match.index + match[0].length);
  }
  return writer.length === 0 ? undefined : writer.finish("morse", view.text.length);
}

function decodeToken(token: string): string {
  if (/^[ /|]/.test(token)) return token === " " ? "" : " ";
  let node = 1;
  for (const sign of token) node = node * 2 + (sign === "-" ? 1 : 0);
  return tree.charAt(node).trim();
}
