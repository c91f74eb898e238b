import type { Channel, View } from "../view.ts";
import { ViewWriter } from "../view.ts";
import { isReadable } from "./readable.ts";

interface Notation {
  readonly channel: Channel;
  readonly run: RegExp;
  readonly digits: RegExp;
  readonly base: number;
}

// Each run is digits with at most a short separator between them, so a match never backtracks into itself.
const notations: readonly Notation[] = [
  {
    channel: "hexadecimal",
    run: /(?<![\da-z])(?:0x|\\x)?[\da-f]{2}(?:[\s:,]{0,2}(?:0x|\\x)?[\da-f]{2}){7,}/gi,
    digits: /[\da-f]{2}/gi,
    base: 16,
  },
  { channel: "binary", run: /(?<!\d)[01]{8}(?:[\s,]{0,2}[01]{8}){3,}(?!\d)/g, digits: /[01]{8}/g, base: 2 },
  {
    channel: "decimal-codes",
    run: /(?<!\d)\d{2,3}(?:[\s,;]{1,2}\d{2,3}){7,}(?!\d)/g,
    digits: /\d{2,3}/g,
    base: 10,
  },
];

/** Runs of hexadecimal, binary or decimal character codes that decode to readable text. */
export function decodeDigits(view: View): View[] {
  const views: View[] = [];
  for (const { channel, run, digits, base } of notations) {
    const writer = new ViewWriter(view);
    for (const match of view.text.matchAll(run)) {
      const codes = Array.from(match[0].replace(/0x|\\x/gi, "").matchAll(digits), ([code]) =>
        Number.parseInt(code, base),
      );
      const message = codes.some((code) => code > 255) ? "" : Buffer.from(codes).toString("utf8");
      if (isReadable(message)) writer.putFragment(message, match.index, match.index + match[0].length);
    }
    if (writer.length > 0) views.push(writer.finish(channel, view.text.length));
  }
  return views;
}
