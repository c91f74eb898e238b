import type { NormalText } from "./normalise.ts";

/**
 * Whether the value stands at this place, whole: it begins and ends where words do, and inside words
 * end at the same places. Only in what looks like a code (IBAN, telephone, order number) single separators may
 * come and go: "DE89 3704" is "DE893704".
 */
export function isWholeAt(text: NormalText, at: number, value: NormalText): boolean {
  const { length } = value.compact;
  if (text.gaps[at] === 0 || !((text.gaps[at + length] ?? 0) > 0)) return false;
  if (!text.compact.startsWith(value.compact, at)) return false;
  for (let index = 1; index < length; index++) {
    const inText = text.gaps[at + index] as number;
    const inValue = value.gaps[index] as number;
    if (inText > 0 === inValue > 0) continue;
    if (inText > 1 || inValue > 1 || !hasFourDigits(value.compact)) return false;
  }
  return true;
}

/** How far the value, from `from` on, goes on as the text does from `at` on; ends where words do in both. */
export function sharedLength(text: NormalText, at: number, value: NormalText, from: number): number {
  const most = Math.min(text.compact.length - at, value.compact.length - from);
  let shared = 0;
  for (let index = 0; index < most; index++) {
    if (text.compact.charCodeAt(at + index) !== value.compact.charCodeAt(from + index)) break;
    if (index > 0 && text.gaps[at + index]! > 0 !== value.gaps[from + index]! > 0) break;
    if ((text.gaps[at + index + 1] as number) > 0 && (value.gaps[from + index + 1] as number) > 0)
      shared = index + 1;
  }
  return shared;
}

function hasFourDigits(text: string): boolean {
  return /\d(?:\D*\d){3}/.test(text);
}
