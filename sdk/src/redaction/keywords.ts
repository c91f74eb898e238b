/** Where a keyword stands in a text. */
export interface KeywordHit {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Finds all of many words in one pass over the text, whatever their number (Aho and Corasick, 1975): a table of
 * transitions, one look-up per character. Letters' case doesn't count.
 */
export class Keywords {
  readonly #transitions: Int32Array;
  /** Per state, the words that end there, the longest first. */
  readonly #endings: readonly (readonly string[])[];
  readonly #endsWord: Uint8Array;

  constructor(words: Iterable<string>) {
    const transitions: Int32Array[] = [new Int32Array(alphabet).fill(-1)];
    const endings: string[][] = [[]];
    for (const word of words) {
      let state = 0;
      for (let index = 0; index < word.length; index++) {
        const symbol = symbolOf(word.charCodeAt(index));
        let next = transitions[state]?.[symbol] as number;
        if (next === -1) {
          next = transitions.push(new Int32Array(alphabet).fill(-1)) - 1;
          endings.push([]);
          (transitions[state] as Int32Array)[symbol] = next;
        }
        state = next;
      }
      endings[state]?.push(word.toLowerCase());
    }
    completeTransitions(transitions, endings);
    this.#transitions = new Int32Array(transitions.length * alphabet);
    transitions.forEach((row, state) => {
      this.#transitions.set(row, state * alphabet);
    });
    this.#endings = endings;
    this.#endsWord = Uint8Array.from(endings, (words) => (words.length > 0 ? 1 : 0));
  }

  /** Every hit, in the order of where they end; words may overlap. */
  find(text: string): readonly KeywordHit[] {
    return this.#find(text, false);
  }

  /** Of the words that end in one place, only the longest: as many hits as characters, however words are nested. */
  findLongest(text: string): readonly KeywordHit[] {
    return this.#find(text, true);
  }

  #find(text: string, longestOnly: boolean): readonly KeywordHit[] {
    const hits: KeywordHit[] = [];
    const transitions = this.#transitions;
    const endsWord = this.#endsWord;
    const length = text.length;
    let state = 0;
    for (let index = 0; index < length; index++) {
      state = transitions[state * alphabet + symbolOf(text.charCodeAt(index))] as number;
      if (endsWord[state] === 0) continue;
      for (const word of this.#endings[state] as readonly string[]) {
        const start = index + 1 - word.length;
        // Characters outside ASCII share symbols, so theirs are only candidates.
        if (!isAscii(word) && text.slice(start, index + 1).toLowerCase() !== word) continue;
        hits.push({ word, start, end: index + 1 });
        if (longestOnly) break;
      }
    }
    return hits;
  }
}

const alphabet = 128;

function symbolOf(code: number): number {
  if (code >= 65 && code <= 90) return code + 32;
  // Below 32 stand only control characters, which no word has: room for the rest of Unicode.
  return code < 128 ? code : code & 31;
}

function isAscii(word: string): boolean {
  for (let index = 0; index < word.length; index++) if (word.charCodeAt(index) > 127) return false;
  return true;
}

/** Fills in where each state goes when the next character doesn't continue its word, breadth first. */
function completeTransitions(transitions: readonly Int32Array[], endings: string[][]): void {
  const root = transitions[0] as Int32Array;
  const fallbacks = new Int32Array(transitions.length);
  const queue: number[] = [];
  for (let symbol = 0; symbol < alphabet; symbol++) {
    const child = root[symbol] as number;
    if (child === -1) root[symbol] = 0;
    else queue.push(child);
  }
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head] as number;
    const row = transitions[state] as Int32Array;
    const fallback = transitions[fallbacks[state] as number] as Int32Array;
    endings[state]?.push(...(endings[fallbacks[state] as number] as string[]));
    for (let symbol = 0; symbol < alphabet; symbol++) {
      const child = row[symbol] as number;
      if (child === -1) {
        row[symbol] = fallback[symbol] as number;
      } else {
        fallbacks[child] = fallback[symbol] as number;
        queue.push(child);
      }
    }
  }
}
