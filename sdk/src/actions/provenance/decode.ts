import { isUtf8 } from "node:buffer";

/** How a text was hidden, and what it says. */
export interface Decoded {
  readonly encoding: Encoding;
  readonly text: string;
}
export type Encoding = "base64" | "hex" | "url" | "reversed";

const longestRun = 64 * 1024;
const mostRuns = 200;

/** What looks like a run in each encoding. All of it in linear time: documents choose what stands here. */
const findRuns = {
  base64: (text: string) => text.match(/[A-Za-z0-9+/_-]{8,}={0,2}/g) ?? [],
  hex: (text: string) => text.match(/(?:[0-9a-fA-F]{2}){4,}/g) ?? [],
  url: (text: string) =>
    text.includes("%") ? text.split(/\s+/).filter((run) => /%[0-9a-f]{2}/i.test(run)) : [],
} as const;

const decoders: Readonly<Record<keyof typeof findRuns, (run: string) => string>> = {
  base64: (run) => fromBytes(run, "base64"),
  hex: (run) => fromBytes(run, "hex"),
  url: decodeURIComponent,
};

/** What stands in a text in base64, hexadecimal or URL encoding, as far as it is readable text itself. */
export function decodeRuns(text: string): readonly Decoded[] {
  return encodings.flatMap((encoding) =>
    findRuns[encoding](text)
      .slice(0, mostRuns)
      .flatMap((run) => decode(encoding, run)),
  );
}

/** What the whole text says when it is decoded, once or twice, or read backwards. */
export function decodeWhole(text: string): readonly Decoded[] {
  const once = decodeOnce(text);
  const twice = once.flatMap((each) =>
    decodeOnce(each.text).map((inner): Decoded => ({ encoding: each.encoding, text: inner.text })),
  );
  return [...once, ...twice, { encoding: "reversed", text: Array.from(text).reverse().join("") }];
}

const encodings = Object.keys(findRuns) as (keyof typeof findRuns)[];

function decodeOnce(text: string): readonly Decoded[] {
  const trimmed = text.trim();
  return encodings.flatMap((encoding) =>
    findRuns[encoding](trimmed)[0] === trimmed ? decode(encoding, trimmed) : [],
  );
}

function decode(encoding: keyof typeof findRuns, run: string): readonly Decoded[] {
  if (run.length > longestRun || (encoding === "base64" && isWord(run))) return [];
  try {
    const text = decoders[encoding](run);
    return isReadable(text) ? [{ encoding, text }] : [];
  } catch {
    return [];
  }
}

/** Text in base64 has capitals within; plain words have not, and are most of what looks like it. */
function isWord(run: string): boolean {
  return !/.[A-Z]/.test(run);
}

function fromBytes(run: string, encoding: "base64" | "hex"): string {
  const bytes = Buffer.from(run, encoding);
  return isUtf8(bytes) ? bytes.toString("utf8") : "";
}

/** Most words "decode" to bytes that are no text; they are words and no code. */
function isReadable(text: string): boolean {
  return /^[\P{C}\t\r\n]{4,}$/u.test(text) && /[\p{L}\p{N}]/u.test(text);
}
