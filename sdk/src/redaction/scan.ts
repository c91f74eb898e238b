/** A part of a text, with its offset there. */
export interface Window {
  readonly start: number;
  readonly text: string;
}

/** What recognisers look at: the folded text, and what several of them would otherwise work out again. */
export class Scan {
  readonly text: string;
  #nearDigits: readonly Window[] | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /**
   * The parts of the text around its digits, cut at white space: whoever looks for numbers has nothing to look for
   * elsewhere, and prose is mostly elsewhere.
   */
  get nearDigits(): readonly Window[] {
    this.#nearDigits ??= findWindows(this.text);
    return this.#nearDigits;
  }
}

/** How far around its digits a value with a number in it may extend. */
const margin = 64;

function findWindows(text: string): readonly Window[] {
  const windows: Window[] = [];
  let start = -1;
  let end = -1;
  for (const { 0: digits, index } of text.matchAll(/\d+/g)) {
    if (start !== -1 && index - margin > end) {
      windows.push(windowOf(text, start, end));
      start = -1;
    }
    if (start === -1) start = index - margin;
    end = index + digits.length + margin;
  }
  if (start !== -1) windows.push(windowOf(text, start, end));
  return windows;
}

function windowOf(text: string, start: number, end: number): Window {
  const from = outwards(text, start, -1);
  return { start: from, text: text.slice(from, outwards(text, end, 1)) };
}

/** The nearest white space in a direction, so that no word is cut; within bounds, for texts that have none. */
function outwards(text: string, from: number, step: 1 | -1): number {
  let position = from;
  for (let steps = 0; steps < margin && position > 0 && position < text.length; steps++, position += step)
    if (/\s/.test(text[step === 1 ? position : position - 1] as string)) break;
  return Math.min(Math.max(position, 0), text.length);
}
