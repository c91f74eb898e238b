import type { Random } from "../../models/training/random.ts";
import type { Item } from "../../models/training/sources.ts";

/** A random choice of texts, in an order that only the seed decides. */
export function sample<T>(items: readonly T[], size: number, random: Random): T[] {
  return random.shuffle([...items]).slice(0, size);
}

/** Puts a payload into a harmless text, at its start, at its end or between two sentences. */
export function insert(payload: string, carriers: readonly Item[], random: Random): string {
  const carrier = random.pick(carriers).text;
  const cuts = [
    0,
    carrier.length,
    ...Array.from(carrier.matchAll(/(?<=[.!?])\s|(?<=": ")/g), ({ index }) => index),
  ];
  const cut = random.pick(cuts);
  return `${carrier.slice(0, cut)} ${payload} ${carrier.slice(cut)}`;
}
