import type { JsonValue } from "../crypto/index.ts";
import { type Leaf, resolvePointer } from "./json-pointer.ts";
import { refuse } from "./refusal.ts";
import { hasDecimals } from "./tool-descriptor.ts";
import type { RegisteredTool } from "./tool-registry.ts";

export interface Amount {
  /** Integer minor units; absent when the tool declares no amount, or the call leaves it out. */
  readonly amount?: number;
  /** The call leaves the amount out, as in "all of it". */
  readonly isAmountUnsaid: boolean;
  /** The pointers of amounts that are written in major units: 49.90. */
  readonly inMajorUnits: ReadonlySet<string>;
}

/** Where the schema knows whole numbers alone they are minor units (4990), else major ones (49.90). */
export function readAmount({ descriptor }: RegisteredTool, parsed: JsonValue): Amount {
  const declared = descriptor.steering?.amount;
  const inMajorUnits = new Set<string>();
  if (declared === undefined) return { isAmountUnsaid: false, inMajorUnits };
  let amount: number | undefined;
  for (const pointer of declared) {
    const isMinor = !hasDecimals(descriptor, pointer);
    for (const found of resolvePointer(parsed, pointer)) {
      if (found.value === null) continue;
      if (!isMinor) inMajorUnits.add(found.pointer);
      amount = (amount ?? 0) + minorUnits(found, isMinor);
    }
  }
  if (amount === undefined) return { isAmountUnsaid: true, inMajorUnits };
  if (!Number.isSafeInteger(amount)) refuse("bad-arguments", "The amounts add up to too much.");
  return { amount, isAmountUnsaid: false, inMajorUnits };
}

function minorUnits({ pointer, value }: Leaf, isMinor: boolean): number {
  const minor = typeof value !== "number" || isMinor ? value : Math.round(value * 100);
  const isExact = typeof value === "number" && (isMinor || Number(minor) / 100 === value);
  return typeof minor === "number" && isExact && Number.isSafeInteger(minor) && minor >= 0
    ? minor
    : refuse(
        "bad-arguments",
        `${pointer} is not an amount in ${isMinor ? "whole minor units" : "at most two decimals"}.`,
      );
}
