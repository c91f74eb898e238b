import type { ContentSource } from "../../sessions/index.ts";
import { daysIn } from "./dates.ts";
import { decodeRuns, type Encoding } from "./decode.ts";
import { isWholeAt, sharedLength } from "./match.ts";
import { timesIn } from "./moments.ts";
import { type NormalText, normalise } from "./normalise.ts";
import { numbersIn, quantitiesIn } from "./numbers.ts";
import { WordIndex } from "./word-index.ts";

/** A source that holds a value, and how the value is hidden in it. */
export interface Holder {
  readonly source: ContentSource;
  readonly encoding?: Encoding;
}

/** Longer values are looked for in parts. */
const longestWhole = 256;
/**
 * Where a text repeats one beginning more often, or more sources hold a value, the rest goes unfound: a value
 * that is not found is trusted less and guarded more.
 */
const mostPlacesInText = 64;
const mostHolders = 64;
/** From more numbers than this almost any amount can be calculated. */
const mostQuantities = 8;

/** What sources of one kind hold. */
export class TierIndex {
  readonly #words = new WordIndex();
  readonly #holders: Holder[] = [];
  readonly #byNumber = new Map<string, Holder[]>();
  readonly #quantities = new Map<string, Holder[]>();
  readonly #byDay = new Map<string, Holder[]>();
  readonly #byTime = new Map<string, Holder[]>();

  add(source: ContentSource): void {
    this.#enter(source.text, { source });
    for (const { encoding, text } of decodeRuns(source.text)) this.#enter(text, { source, encoding });
  }

  /** Who holds this value as a whole. */
  holdersOf(value: NormalText): readonly Holder[] {
    const { length } = value.compact;
    const holders = new Set<Holder>();
    if (length > longestWhole) return [];
    for (const [text, at] of this.#places(value, 0, length)) {
      if (isWholeAt(this.#words.text(text), at, value)) holders.add(this.#holders[text] as Holder);
      if (holders.size === mostHolders) break;
    }
    return [...holders];
  }

  holdersOfNumber(number: string): readonly Holder[] {
    return this.#byNumber.get(number) ?? [];
  }

  holdersOfDay(day: string): readonly Holder[] {
    return this.#byDay.get(day) ?? [];
  }

  /** Of the day, as "14:05". */
  holdersOfTime(time: string): readonly Holder[] {
    return this.#byTime.get(time) ?? [];
  }

  /** What one may calculate with: the first numbers that are no ids, with who holds them. */
  get quantities(): readonly (readonly [number: number, holders: readonly Holder[]])[] {
    return [...this.#quantities].map(([number, holders]) => [Number(number), holders] as const);
  }

  /** The longest run of whole words of the value, from here on, that somebody holds. */
  longestRun(
    value: NormalText,
    from: number,
  ): { readonly length: number; readonly holders: readonly Holder[] } {
    let length = 0;
    let holders = new Set<Holder>();
    for (const to of keyEnds(value, from)) {
      for (const [text, at] of this.#places(value, from, to)) {
        const shared = sharedLength(this.#words.text(text), at, value, from);
        if (shared < length || shared === 0) continue;
        if (shared > length) holders = new Set();
        length = shared;
        if (holders.size < mostHolders) holders.add(this.#holders[text] as Holder);
      }
      // Longer keys come first: what a shorter one finds is shorter.
      if (length > 0) break;
    }
    return { length, holders: [...holders] };
  }

  /** Entries come text by text, so a text that has had its share can be passed over. */
  *#places(value: NormalText, from: number, to: number): Generator<readonly [text: number, at: number]> {
    let current = -1;
    let inText = 0;
    for (const place of this.#words.places(value, from, to)) {
      if (place[0] !== current) {
        current = place[0];
        inText = 0;
      }
      if (++inText <= mostPlacesInText) yield place;
    }
  }

  #enter(text: string, holder: Holder): void {
    this.#words.add(normalise(text));
    this.#holders.push(holder);
    for (const number of numbersIn(text)) append(this.#byNumber, number, holder);
    this.#enterQuantities(text, holder);
    for (const day of daysIn(text, holder.source.at)) append(this.#byDay, day, holder);
    for (const time of timesIn(text)) append(this.#byTime, time, holder);
  }

  #enterQuantities(text: string, holder: Holder): void {
    if (this.#quantities.size >= mostQuantities) return;
    for (const number of quantitiesIn(text)) {
      if (this.#quantities.has(number) || this.#quantities.size < mostQuantities)
        append(this.#quantities, number, holder);
    }
  }
}

/** Runs are found by their first eight characters, or by whole words that are fewer. */
function keyEnds(value: NormalText, from: number): readonly number[] {
  const ends: number[] = [];
  const { length } = value.compact;
  if (from + 8 <= length) ends.push(length);
  for (let end = Math.min(from + 7, length); end > from; end--) {
    if ((value.gaps[end] as number) > 0) ends.push(end);
  }
  return ends;
}

function append(map: Map<string, Holder[]>, key: string, holder: Holder): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [holder]);
  else if (list.length < mostHolders) list.push(holder);
}
