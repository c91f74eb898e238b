/** What the characters of a sentence look like, whatever its words say. */
export interface SentenceShape {
  length: number;
  letters: number;
  capitals: number;
  digits: number;
  foreign: number;
  code: number;
  at: number;
  slashes: number;
  currency: number;
  quotes: number;
  question: number;
  exclamation: number;
  colons: number;
  brackets: number;
}

const none = 0;
const codeSign = 1;
const at = 2;
const slash = 3;
const currency = 4;
const quote = 5;
const question = 6;
const exclamation = 7;
const colon = 8;
const bracket = 9;

const classes = new Uint8Array(128);
for (const [signs, kind] of [
  ["{};=|\\_&%^~+<>", codeSign],
  ["@", at],
  ["/", slash],
  ["$", currency],
  ["\"'`", quote],
  ["?", question],
  ["!", exclamation],
  [":", colon],
  ["()[]", bracket],
] as const) {
  for (const sign of signs) classes[sign.charCodeAt(0)] = kind;
}

/** Counts the kinds of characters in `start..end` in one pass. */
export function shapeOf(text: string, start: number, end: number): SentenceShape {
  let letters = 0;
  let capitals = 0;
  let digits = 0;
  let foreign = 0;
  const counts = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = start; i < end; i += 1) {
    const code = text.charCodeAt(i);
    if (code >= 0x61 && code <= 0x7a) letters += 1;
    else if (code >= 0x41 && code <= 0x5a) capitals += 1;
    else if (code >= 0x30 && code <= 0x39) digits += 1;
    else if (code < 128) {
      const kind = classes[code] ?? none;
      if (kind !== none) counts[kind] = (counts[kind] ?? 0) + 1;
    } else if (code === 0x20ac || code === 0xa3 || code === 0xa5)
      counts[currency] = (counts[currency] ?? 0) + 1;
    else if (code >= 0xc0) foreign += 1;
  }
  return {
    length: end - start,
    letters: letters + capitals,
    capitals,
    digits,
    foreign,
    code: counts[codeSign] ?? 0,
    at: counts[at] ?? 0,
    slashes: counts[slash] ?? 0,
    currency: counts[currency] ?? 0,
    quotes: counts[quote] ?? 0,
    question: counts[question] ?? 0,
    exclamation: counts[exclamation] ?? 0,
    colons: counts[colon] ?? 0,
    brackets: counts[bracket] ?? 0,
  };
}
