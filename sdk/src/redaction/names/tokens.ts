/** A word, a number or a sign, with its place in the text. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Nothing before it in its sentence but quotes and bullets. */
  readonly opensSentence: boolean;
}

/** A word with inner apostrophes, hyphens and dots (O'Brien, Anne-Marie, U.S.), or an initial with its dot. */
const word = /\p{L}\.(?:\p{L}\.)*|\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*/uy;

/** A word longer than this is no name: hashes and encodings aren't worth their features. */
const longestWord = 40;

/** Of the numbers and signs between two words, the model looks at the nearest two on either side. */
const telling = 4;

/** Words, numbers and signs in their order; of a longer row of numbers and signs, only the ends. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let opens = true;
  let wordless = 0;
  for (let start = 0, end = 0; start < text.length; start = end) {
    const code = text.charCodeAt(start);
    word.lastIndex = start;
    const isWord = (code > 127 || isLetter(code)) && word.test(text);
    end = isWord ? word.lastIndex : endOfSign(text, start, code);
    if (!isWord && isSpace(code)) continue;
    const first = text[start] as string;
    const ends = endings.has(first);
    const isOpaque = end - start > longestWord || (isWord && isInIdentifier(text, start, end));
    const shown = code === newLine ? first : isOpaque ? "" : text.slice(start, end);
    const token = { text: shown, start, end, opensSentence: opens && !ends };
    wordless = isWord ? 0 : wordless + 1;
    if (wordless > telling) tokens[tokens.length - 2] = tokens.pop() as Token;
    tokens.push(token);
    opens = ends || (opens && openings.has(first));
  }
  return tokens;
}

const newLine = 10;
/** After these, a sentence may begin; before it, only these may stand. */
const endings: ReadonlySet<string> = new Set("\n.!?:;");
const openings: ReadonlySet<string> = new Set("\"'“‘(*#>-–•");

/** Letters that touch digits or an underscore are part of an identifier: of a key, a version, a variable. */
function isInIdentifier(text: string, start: number, end: number): boolean {
  const [before, after] = [text.charCodeAt(start - 1), text.charCodeAt(end)];
  return isDigit(before) || isDigit(after) || before === underscore || after === underscore;
}

const underscore = 95;

function isLetter(code: number): boolean {
  return (code | 32) >= 97 && (code | 32) <= 122;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isSpace(code: number): boolean {
  if (code > 127) return /\s/.test(String.fromCharCode(code));
  return code === 32 || (code >= 9 && code <= 13 && code !== newLine);
}

/** Digits and line ends come in runs, signs one by one. */
function endOfSign(text: string, start: number, code: number): number {
  let end = start + 1;
  if (isDigit(code)) while (isDigit(text.charCodeAt(end))) end++;
  else if (code === newLine) while (text.charCodeAt(end) === newLine) end++;
  else if ((text.codePointAt(start) as number) > 0xffff) end++;
  return end;
}
