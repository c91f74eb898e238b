import type { NormalText } from "./normalise.ts";

/** Whether the text contains this value as a whole, however it is spaced, punctuated or capitalised. */
export function containsValue(text: NormalText, value: NormalText): boolean {
  const { length } = value.compact;
  if (length === 0) return false;
  const isCode = countDigits(value.compact) >= 4;
  let at = text.compact.indexOf(value.compact);
  while (at !== -1) {
    if (isWhole(text, value, at, isCode)) return true;
    at = text.compact.indexOf(value.compact, at + 1);
  }
  return false;
}

/**
 * The match begins and ends where words do. Inside, words end at the same places; only in what looks like a
 * code (IBAN, telephone, order number) single separators may come and go: "DE89 3704" is "DE893704".
 */
function isWhole(text: NormalText, value: NormalText, at: number, isCode: boolean): boolean {
  const { length } = value.compact;
  if (text.gaps[at] === 0 || text.gaps[at + length] === 0) return false;
  for (let index = 1; index < length; index++) {
    const inText = text.gaps[at + index] as number;
    const inValue = value.gaps[index] as number;
    if (inText > 0 === inValue > 0) continue;
    if (!isCode || Math.max(inText, inValue) > 1) return false;
  }
  return true;
}

function countDigits(text: string): number {
  let digits = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= 0x30 && unit <= 0x39) digits++;
  }
  return digits;
}
