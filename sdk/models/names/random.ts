let state = 20_261_123;

/** The same sequence in every run (a linear congruential generator): training is repeatable. */
export function random(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}

export function pick<T>(items: readonly T[]): T {
  return items[Math.floor(random() * items.length)] as T;
}

export function chance(share: number): boolean {
  return random() < share;
}
