/**
 * Text from models, documents and callers as data: what could move the cursor, reorder, hide or fake lines
 * shows as its code point. The rest stays readable, and the result is one line.
 */
export function inert(text: string): string {
  return text.replace(unsafe, showCodePoints).replace(piledMarks, showCodePoints);
}

/**
 * Controls, formats (bidi, zero-width, tags), surrogates, private use and unassigned code points; what draws
 * nothing (UAX 44 Default_Ignorable_Code_Point, the Braille blank); line and paragraph separators.
 */
const unsafe = /[\p{C}\p{DI}\p{Zl}\p{Zp}\u2800]/gu;

/** No script needs more marks on one letter; a pile of them draws over the lines around. */
const piledMarks = /\p{M}{4,}/gu;

function showCodePoints(characters: string): string {
  return Array.from(characters, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`).join("");
}
