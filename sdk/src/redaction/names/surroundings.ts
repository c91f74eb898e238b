/** Where a word stands: in prose, in code, in an address, among capitals. */
export interface Surroundings {
  /** What it touches on either side; a space where there is nothing. */
  readonly left: number;
  readonly right: number;
  /** How many signs of code, and words in lowercase, there are up to it. */
  readonly signsOfCode: number;
  readonly plainWords: number;
}

export const nowhere: Surroundings = { left: 0, right: 0, signsOfCode: 0, plainWords: 0 };

export const codeSigns: ReadonlySet<string> = new Set("{}=;<>`$|\\()[]@_/#");

/** The sign that touches a word, told apart by whether it joins: "a.b" and "f(x)" are code, "a. b" and "f (x)" prose. */
export function signBefore(text: string, start: number): number {
  return signAt(text, start - 1) + (isPartOfWord(text.charCodeAt(start - 2)) ? joins : 0);
}

export function signAfter(text: string, end: number): number {
  return signAt(text, end) + (isPartOfWord(text.charCodeAt(end + 1)) ? joins : 0);
}

const joins = 1 << 16;
const space = 32;
const noBreakSpace = 0xa0;

/** White space of any kind and the ends of the text are all one. */
function signAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code > space && code !== noBreakSpace ? code : space;
}

function isPartOfWord(code: number): boolean {
  return (code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 122) || code === 95;
}

/** How far to look, and up to how many to count. */
const reach = 6;
const most = 4;

/** How many signs of code, and how many words in lowercase, stand near by. */
export function densityAround(words: readonly Surroundings[], index: number): number {
  const from = words[Math.max(0, index - reach)] ?? nowhere;
  const to = words[Math.min(words.length - 1, index + reach)] ?? nowhere;
  const code = Math.min(most, to.signsOfCode - from.signsOfCode);
  const plain = Math.min(most, to.plainWords - from.plainWords);
  return code * 8 + plain;
}
