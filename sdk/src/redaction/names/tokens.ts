/** A word, a number or a sign, with its place in the text. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Nothing before it in its sentence but quotes and bullets. */
  readonly opensSentence: boolean;
}

/** Words with inner apostrophes, hyphens and dots (O'Brien, Anne-Marie, U.S.), initials with their dot, numbers, signs. */
const pattern = /\p{L}\.(?:\p{L}\.)*|\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*|\d+|\n+|[^\s\p{L}\d]/gu;

/** A word longer than this is no name: hashes and encodings aren't worth their features. */
const longestWord = 40;

export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let opens = true;
  for (const { 0: word, index } of text.matchAll(pattern)) {
    const first = word[0] as string;
    if (first === "\n" || first === "." || first === "!" || first === "?" || first === ":" || first === ";") {
      tokens.push({
        text: first === "\n" ? "\n" : word,
        start: index,
        end: index + word.length,
        opensSentence: false,
      });
      opens = true;
    } else {
      const shown = word.length > longestWord ? "" : word;
      tokens.push({ text: shown, start: index, end: index + word.length, opensSentence: opens });
      if (!/["'“‘(*#>\-–•]/.test(first)) opens = false;
    }
  }
  return tokens;
}
