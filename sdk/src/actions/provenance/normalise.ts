/**
 * A text without what people and models write differently: case, width, spaces, invisible characters, and the
 * punctuation that only groups (`.,-_'"()`). What was between the kept characters stays known, so that values
 * match as wholes only. Signs with a meaning of their own (`@ / * % ? ; = <` …) are kept as words.
 */
export interface NormalText {
  readonly compact: string;
  /** Before each kept character and at the end: 0 nothing, 1 one separator, 2 more, or the text's edge. */
  readonly gaps: Uint8Array;
}

const unknown = 0;
const separator = 1;
const kept = 2;
const ignored = 3;
/** A sign, or a character of a script that is written without spaces. */
const wordByItself = 4;

/** By UTF-16 code unit, filled on first sight. */
const kinds = new Uint8Array(0x10000);

export function normalise(text: string): NormalText {
  const folded = text.normalize("NFKC").toLowerCase();
  const units = new Uint16Array(folded.length);
  const gaps = new Uint8Array(folded.length + 1);
  let length = 0;
  let gap = 2;
  for (let index = 0; index < folded.length; index++) {
    const unit = folded.charCodeAt(index);
    let kind = kinds[unit] as number;
    if (kind === unknown) kind = kindOf(folded, index);
    if (kind === ignored) {
      if (isHighSurrogate(unit)) index++;
      continue;
    }
    if (kind === separator) {
      if (gap < 2) gap++;
      if (isHighSurrogate(unit)) index++;
      continue;
    }
    gaps[length] = kind === wordByItself && gap === 0 ? 1 : gap;
    units[length++] = unit;
    if (isHighSurrogate(unit) && index + 1 < folded.length) units[length++] = folded.charCodeAt(++index);
    gap = kind === wordByItself ? 1 : 0;
  }
  gaps[length] = 2;
  const compact = Buffer.from(units.buffer, 0, length * 2).toString("utf16le");
  return { compact, gaps: gaps.subarray(0, length + 1) };
}

function kindOf(text: string, index: number): number {
  const character = String.fromCodePoint(text.codePointAt(index) as number);
  const kind = classify(character);
  // A surrogate stands for many characters, so it is looked at each time.
  if (character.length === 1 && !/\p{Cs}/u.test(character)) kinds[character.charCodeAt(0)] = kind;
  return kind;
}

const withoutSpaces =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;
const signs = /[\p{S}@#%&*/\\{}[\]?!;:]/u;

function classify(character: string): number {
  if (/\p{DI}/u.test(character)) return ignored;
  if (signs.test(character)) return wordByItself;
  if (!/[\p{L}\p{N}\p{M}]/u.test(character)) return separator;
  return withoutSpaces.test(character) ? wordByItself : kept;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
