import type { View } from "../view.ts";
import { ViewWriter } from "../view.ts";
import { isReadable } from "./readable.ts";

const run = /[A-Za-z0-9+/_-]{16,}={0,2}(?:\s{0,4}\n\s{0,4}[A-Za-z0-9+/_-]{16,}={0,2}){0,10000}/g;

/** Runs of base64 or base64url, also wrapped over lines, that decode to readable text (UTF-8 or UTF-16). */
export function decodeBase64(view: View): View | undefined {
  const writer = new ViewWriter(view);
  for (const match of view.text.matchAll(run)) {
    const message = decodeRun(match[0]);
    if (message !== undefined) writer.putFragment(message, match.index, match.index + match[0].length);
  }
  return writer.length === 0 ? undefined : writer.finish("base64", view.text.length);
}

function decodeRun(encoded: string): string | undefined {
  // Ordinary words and paths use the same alphabet, but in one case or with many separators.
  if (!/[A-Z]/.test(encoded) || !/[a-z]/.test(encoded)) return undefined;
  const bytes = Buffer.from(encoded, "base64");
  // PowerShell encodes UTF-16; of Latin text every second byte is then zero.
  const message = bytes.toString(bytes[1] === 0 && bytes[3] === 0 ? "utf16le" : "utf8");
  return isReadable(message) ? message : undefined;
}
