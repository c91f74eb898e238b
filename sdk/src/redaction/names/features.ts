import { hash } from "./hash.ts";
import { bitsOf, inCommonWords, inFirstNames, inLastNames, inNames, type Lexicon } from "./lexicon.ts";
import type { Token } from "./tokens.ts";

/** A token with what its letters and the lists say of it. */
export interface Word {
  readonly lower: string;
  readonly shape: string;
  readonly bits: number;
  readonly opensSentence: boolean;
}

export function wordsOf(tokens: readonly Token[], lexicon: Lexicon): readonly Word[] {
  return tokens.map(({ text, opensSentence }) => {
    const lower = text.toLowerCase();
    const stem = lower.endsWith("'s") || lower.endsWith("’s") ? lower.slice(0, -2) : lower;
    return {
      lower: stem,
      shape: shapeOf(text),
      bits: /\p{L}/u.test(text) ? bitsOf(stem, lexicon) : 0,
      opensSentence,
    };
  });
}

/** Upper and lower case, as far as it matters: `Xx`, `XX`, `X.`, `xx`, `Xx-Xx`, `xX`, a digit, the sign itself. */
function shapeOf(text: string): string {
  if (text === "") return "long";
  if (!/\p{L}/u.test(text)) return /\d/.test(text) ? "0" : text;
  if (/^(?:\p{Lu}\.)+$/u.test(text)) return "X.";
  if (/^\p{Lu}$/u.test(text)) return "X";
  if (/^[\p{Lu}'’-]+$/u.test(text)) return "XX";
  if (/^\p{Lu}[\p{Ll}\p{M}'’]+$/u.test(text)) return "Xx";
  if (/^\p{Lu}/u.test(text)) return /[-'’]/.test(text) ? "Xx-Xx" : "XxX";
  return /\p{Lu}/u.test(text) ? "xX" : "xx";
}

/** Whether a word can be part of a name at all: written with a capital, or an uncommon name in lowercase. */
export function isCandidate({ shape, bits, lower }: Word): boolean {
  if (shape[0] === "X") return true;
  if (shape !== "xx" || lower.length < 3) return false;
  return (
    (bits & (inFirstNames | inLastNames)) !== 0 && (bits & inNames) !== 0 && (bits & inCommonWords) === 0
  );
}

const outside: Word = { lower: "", shape: "", bits: 0, opensSentence: false };

/** The features of the word at `index`, as places in a weight table of `size` rows. */
export function featuresOf(
  words: readonly Word[],
  index: number,
  previousTag: number,
  size: number,
): number[] {
  const at = (offset: number) => words[index + offset] ?? outside;
  const word = at(0);
  const before = at(-1);
  const after = at(1);
  const [runStart, runEnd] = runAround(words, index);
  const opener = words[runStart - 1] ?? outside;
  const follower = words[runEnd] ?? outside;
  const { bits } = word;
  const features = [
    "b",
    `w${word.lower}`,
    `s${word.shape}${word.opensSentence ? "^" : ""}`,
    `p${word.lower.slice(0, 3)}`,
    `2${word.lower.slice(-2)}`,
    `3${word.lower.slice(-3)}`,
    `4${word.lower.slice(-4)}`,
    `B${bits}`,
    `C${bits}${word.shape}${word.opensSentence ? "^" : ""}`,
    `D${bits}/${before.bits}`,
    `E${bits}/${after.bits}`,
    `F${before.bits}/${bits}/${after.bits}`,
    `-${before.lower}`,
    `+${after.lower}`,
    `=${at(-2).lower}/${before.lower}`,
    `#${after.lower}/${at(2).lower}`,
    `S${before.shape}/${word.shape}/${after.shape}`,
    `t${previousTag}`,
    `T${previousTag}/${word.shape}`,
    `u${previousTag}/${bits}`,
    `o${opener.lower}`,
    `O${opener.lower}/${words[runStart - 2]?.lower ?? ""}`,
    `q${opener.bits}/${bits}`,
    `f${follower.lower}`,
    `g${follower.lower}/${words[runEnd + 1]?.lower ?? ""}`,
    `r${Math.min(index - runStart, 3)}/${Math.min(runEnd - runStart, 5)}`,
    `R${Math.min(index - runStart, 3)}/${Math.min(runEnd - runStart, 5)}/${bits}`,
    `l${words[runEnd - 1]?.lower ?? ""}`,
    `L${words[runEnd - 1]?.bits ?? 0}/${bits}`,
    `m${words[runStart]?.lower ?? ""}`,
    `M${words[runStart]?.bits ?? 0}/${bits}`,
  ];
  // One more for each list, so that what a rare combination of lists means can be put together.
  for (let bit = 1; bit <= 4096; bit <<= 1) {
    if ((bits & bit) !== 0) features.push(`x${bit}`);
    if ((before.bits & bit) !== 0) features.push(`y${bit}`);
    if ((after.bits & bit) !== 0) features.push(`z${bit}`);
  }
  return features.map((feature) => hash(feature) % size);
}

const connectors = new Set([
  "de",
  "la",
  "van",
  "von",
  "der",
  "den",
  "di",
  "da",
  "del",
  "bin",
  "al",
  "of",
  "the",
  "and",
  "&",
  "du",
  "le",
  "'",
  "’",
  "-",
]);
/** A run of capitalised words, with the small words inside it. Bounded, so that a text all in capitals stays linear. */
function runAround(words: readonly Word[], index: number): readonly [start: number, end: number] {
  let start = index;
  while (start > 0 && index - start < 6 && inRun(words, start - 1, -1)) start--;
  let end = index + 1;
  while (end < words.length && end - index < 6 && inRun(words, end, 1)) end++;
  return [start, end];
}

function inRun(words: readonly Word[], index: number, step: 1 | -1): boolean {
  const word = words[index] as Word;
  if (word.shape[0] === "X") return true;
  return connectors.has(word.lower) && words[index + step]?.shape[0] === "X";
}
