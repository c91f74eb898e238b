/** A text as recognisers see it: one form for what looks alike, and the way back to the original's offsets. */
export interface View {
  readonly text: string;
  /** The original range that a range of this view came from. */
  originalRange(start: number, end: number): readonly [start: number, end: number];
}

/** The text as it is. */
export function plainView(text: string): View {
  return { text, originalRange: (start, end) => [start, end] };
}

/**
 * Folds what hides a value from a pattern and not from a reader: compatibility forms (Unicode NFKC), digits of
 * any script, every kind of space and dash; what isn't visible at all (categories Cf and Cc, variation selectors) is
 * left out.
 */
export function foldedView(original: string): View {
  if (!needsFolding.test(original)) return plainView(original);

  const starts: number[] = [];
  const ends: number[] = [];
  let text = "";
  let offset = 0;
  for (const character of original) {
    const next = offset + character.length;
    const folded = needsFolding.test(character) ? fold(character) : character;
    for (let unit = 0; unit < folded.length; unit++) {
      starts.push(offset);
      ends.push(next);
    }
    text += folded;
    offset = next;
  }
  return {
    text,
    originalRange: (start, end) => [starts[start] ?? original.length, ends[end - 1] ?? original.length],
  };
}

// Character by character the same as `fold`'s choice, so that a text folds alike whole and in pieces.
// Letters of Latin, Greek and Cyrillic, quotes and bullets fold to themselves: most prose stays on the fast path.
const needsFolding = /[^\t-\r -~\u00c0-\u024f\u0370-\u03ff\u0410-\u044f\u2018-\u201e\u2022\u20ac\u0081]/;

const foldedCharacters = new Map<string, string>();

function fold(character: string): string {
  let folded = foldedCharacters.get(character);
  if (folded === undefined) {
    folded = foldCharacter(character);
    foldedCharacters.set(character, folded);
  }
  return folded;
}

/** Also the letters and the pattern that stand for nothing, and what is put around a character (keycaps). */
const invisible = /[\p{Cf}\p{Cc}\p{Variation_Selector}\p{Me}\u115f\u1160\u2800\u3164\uffa0]/u;

function foldCharacter(character: string): string {
  if (/^[\p{Zs}\u0085\u2028\u2029]$/u.test(character)) return " ";
  if (invisible.test(character)) return "";
  // A full stop in domain names as well (RFC 5891 leaves it to the software; UTS #46 maps it).
  if (character === "\u3002") return ".";
  if (/[\p{Dash}]/u.test(character)) return "-";
  const folded = character.normalize("NFKC");
  if (/^\p{Nd}$/u.test(folded)) return digitValue(folded);
  return folded === "" ? " " : folded;
}

/** Unicode assigns the decimal digits of every script in ascending runs of ten that begin at zero. */
function digitValue(digit: string): string {
  const codePoint = digit.codePointAt(0) as number;
  let zero = codePoint;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String((codePoint - zero) % 10);
}
