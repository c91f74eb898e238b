import type { ContentSource } from "../../sessions/index.ts";
import { calculate } from "./calculate.ts";
import { cover, type Part } from "./cover.ts";
import { type Holder, TierIndex } from "./tier-index.ts";
import type { SoughtValue } from "./value-forms.ts";

/**
 * Everything that one session has read, ready for look-ups; grows with what it reads. Each tier of trust has an
 * index of its own, so that no flood of untrusted content can bury what the human said.
 */
export class SessionIndex {
  readonly #human = new TierIndex();
  readonly #vouched = new TierIndex();
  readonly #untrusted = new TierIndex();
  readonly #known = new Set<ContentSource>();

  add(sources: readonly ContentSource[]): void {
    // What is new is near the end.
    const fresh: ContentSource[] = [];
    for (let at = sources.length - 1; this.#known.size < sources.length && at >= 0; at--) {
      const source = sources[at] as ContentSource;
      if (this.#known.has(source)) continue;
      this.#known.add(source);
      fresh.push(source);
    }
    for (const source of fresh.reverse()) this.#tierOf(source).add(source);
  }

  /** Who holds this value as a whole: the human, or else everybody. */
  holdersOf(sought: SoughtValue): readonly Holder[] {
    const human = holdersIn(this.#human, sought);
    if (human.length > 0) return human;
    return [...holdersIn(this.#vouched, sought), ...holdersIn(this.#untrusted, sought)];
  }

  /**
   * What a value that nobody holds whole was made of: a day and a time, an amount that was calculated, or the
   * words of a text.
   */
  takeApart(sought: SoughtValue): readonly Part[] {
    return this.#momentParts(sought) ?? this.#calculation(sought) ?? this.#cover(sought);
  }

  #momentParts({ moment }: SoughtValue): readonly Part[] | undefined {
    if (moment === undefined) return undefined;
    const days = this.#find((tier) => moment.days.flatMap((day) => tier.holdersOfDay(day)));
    const times = this.#find((tier) => tier.holdersOfTime(moment.time));
    if (days.length === 0 || times.length === 0) return undefined;
    return [
      { length: "2026-01-31".length, holders: days },
      { length: "14:05".length, holders: times },
    ];
  }

  #calculation({ computed }: SoughtValue): readonly Part[] | undefined {
    if (computed === undefined) return undefined;
    return calculate(computed, this.#human.quantities, this.#vouched.quantities);
  }

  /** The most trusted tier that has some. */
  #find(look: (tier: TierIndex) => readonly Holder[]): readonly Holder[] {
    const tiers = [this.#human, this.#vouched, this.#untrusted];
    return tiers.map(look).find((holders) => holders.length > 0) ?? [];
  }

  /** The longest runs of the value's words that somebody holds; of two that hold as much, the more trusted one. */
  #cover({ forms: [asItIs], exact }: SoughtValue): readonly Part[] {
    if (asItIs === undefined || asItIs.text.compact === "" || exact !== undefined) {
      return [{ length: 0, holders: [] }];
    }
    return cover([this.#human, this.#vouched, this.#untrusted], asItIs.text);
  }

  #tierOf(source: ContentSource): TierIndex {
    if (source.type === "human") return this.#human;
    return source.integrity === "untrusted" ? this.#untrusted : this.#vouched;
  }
}

function holdersIn(tier: TierIndex, { forms, numbers, days, exact }: SoughtValue): readonly Holder[] {
  const holders = [
    ...numbers.flatMap((number) => tier.holdersOfNumber(number)),
    ...days.flatMap((day) => tier.holdersOfDay(day)),
    ...forms.flatMap(({ text, encoding }) => {
      const found = tier.holdersOf(text);
      return encoding === undefined ? found : found.map(({ source }): Holder => ({ source, encoding }));
    }),
  ];
  return exact === undefined ? holders : holders.filter(({ source }) => source.text.includes(exact));
}
