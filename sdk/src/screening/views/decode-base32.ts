import type { View } from "../view.ts";
import { ViewWriter } from "../view.ts";
import { isReadable } from "./readable.ts";

const run = /(?<![A-Za-z0-9])[A-Z2-7]{24,}={0,6}/g;

/** Runs of base32 (RFC 4648) that decode to readable text. */
export function decodeBase32(view: View): View | undefined {
  const writer = new ViewWriter(view);
  for (const match of view.text.matchAll(run)) {
    const message = decodeRun(match[0]);
    if (isReadable(message)) writer.putFragment(message, match.index, match.index + match[0].length);
  }
  return writer.length === 0 ? undefined : writer.finish("base32", view.text.length);
}

function decodeRun(encoded: string): string {
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (let i = 0; i < encoded.length; i += 1) {
    const code = encoded.charCodeAt(i);
    if (code === 0x3d) break;
    buffer = ((buffer << 5) | (code >= 0x41 ? code - 0x41 : code - 0x32 + 26)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((buffer >> bits) & 0xff);
  }
  return Buffer.from(bytes).toString("utf8");
}
