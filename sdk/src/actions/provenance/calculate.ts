import type { Part } from "./cover.ts";
import type { Holder } from "./tier-index.ts";

/** A number that was read, and who holds it. */
type Operand = readonly [number: number, holders: readonly Holder[]];

/**
 * The two numbers that an amount follows from by one step: a sum, a difference, a product, a share or a
 * percentage. The human's own word gives at least one of them, so that two records alone make no amount; untrusted
 * content gives none, or an attacker could choose it.
 */
export function calculate(
  amount: number,
  human: readonly Operand[],
  vouched: readonly Operand[],
): readonly Part[] | undefined {
  for (const one of human) {
    for (const other of [...human, ...vouched]) {
      if (one === other || !follows(amount, one[0], other[0])) continue;
      return [one, other].map(([, holders]) => ({ length: 4, holders }));
    }
  }
  return undefined;
}

/** How often people pay something, in parts or times; a larger factor is rather an order's number than a count. */
const mostTimes = 31;

function follows(amount: number, one: number, other: number): boolean {
  const results = [one + other, one - other, other - one];
  for (const [price, factor] of [
    [one, other],
    [other, one],
  ] as const) {
    if (factor > 0 && factor <= mostTimes) results.push(price * factor, price / factor);
    if (factor <= 100)
      results.push(price * (1 + factor / 100), price * (1 - factor / 100), (price * factor) / 100);
  }
  return results.some((result) => Math.abs(result - amount) < 0.005);
}
