import type { Part } from "./cover.ts";
import type { Holder } from "./tier-index.ts";

/** A number that was read, and who holds it. */
type Operand = readonly [number: number, holders: readonly Holder[]];

/**
 * From more numbers than this almost any amount can be calculated, and from those in untrusted content an
 * attacker could choose them.
 */
export const mostOperands = 8;

/**
 * The two numbers that an amount follows from by one step: a sum, a difference, a product, a share or a
 * percentage. The human's own word gives at least one of them, so that two records alone make no amount.
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

function follows(amount: number, one: number, other: number): boolean {
  const results = [
    ...[one + other, one - other, other - one, one * other],
    ...(other === 0 ? [] : [one / other]),
    ...(one === 0 ? [] : [other / one]),
    ...[other * (1 + one / 100), other * (1 - one / 100), (other * one) / 100],
  ];
  return results.some((result) => Math.abs(result - amount) < 0.005);
}
