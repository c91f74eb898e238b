/**
 * A text without what people and models write differently: case, width, spaces, punctuation, invisible
 * characters. What was between the kept characters stays known, so that values match as wholes only.
 */
export interface NormalText {
  /** Letters, digits and marks alone, in lower case (Unicode NFKC). */
  readonly compact: string;
  /** Before each kept character and at the end: 0 nothing, 1 one separator, 2 more, or the text's edge. */
  readonly gaps: Uint8Array;
}

const unknown = 0;
const separator = 1;
const kept = 2;
const ignored = 3;
/** A character of a script that is written without spaces: a word by itself. */
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
    if (kind === ignored) continue;
    if (kind === separator) {
      if (gap < 2) gap++;
      continue;
    }
    if (kind === wordByItself && gap === 0) gap = 1;
    gaps[length] = gap;
    units[length++] = unit;
    gap = 0;
    if (isHighSurrogate(unit) && index + 1 < folded.length) units[length++] = folded.charCodeAt(++index);
    if (kind === wordByItself) gap = 1;
  }
  gaps[length] = 2;
  const compact = Buffer.from(units.buffer, 0, length * 2).toString("utf16le");
  return { compact, gaps: gaps.subarray(0, length + 1) };
}

function kindOf(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  const character = String.fromCodePoint(text.codePointAt(index) as number);
  const kind = classify(character);
  // A surrogate stands for many characters, so it is looked at each time.
  if (character.length === 1) kinds[unit] = kind;
  return kind;
}

function classify(character: string): number {
  if (/\p{DI}/u.test(character)) return ignored;
  if (
    /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u.test(character)
  )
    return /[\p{L}\p{N}\p{M}]/u.test(character) ? wordByItself : separator;
  return /[\p{L}\p{N}\p{M}]/u.test(character) ? kept : separator;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
