/** Bits per character of a text's own distribution (Shannon, 1948). */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/**
 * Whether a value looks drawn by a machine rather than chosen for reading: letters and digits mixed, spread over
 * its alphabet, and not a name, path, version or address made of words.
 */
export function looksRandom(value: string): boolean {
  if (isMixedLetters(value)) return true;
  if (value.length < 8 || !/\d/.test(value)) return false;
  if (/^\d+$/.test(value)) return value.length >= 14 && new Set(value).size >= 6;
  if (/^v?\d+(?:\.\d+)+(?:[-+][\w.-]+)?$|^\d{4}-\d\d-\d\d|^0x[\da-f]{1,8}$|^[\w+.-]+:\/\//i.test(value))
    return false;
  return entropy(value) >= (value.length < 16 ? 2.4 : 2.8) && !isWordy(value);
}

/** Twenty letters or more that change between capitals and small ones as no words do, however joined. */
function isMixedLetters(value: string): boolean {
  if (!/^[A-Za-z]{20,256}$/.test(value)) return false;
  const changes = value.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g)?.length ?? 0;
  const capitals = value.match(/[A-Z]{2,}/g)?.length ?? 0;
  return changes >= value.length / 4 && capitals >= 2 && entropy(value) >= 3.6;
}

/** Words, joined by punctuation or capitals, with numbers or dates between: `us-east-1`, `src/api/v1`, `model-20250929`. */
function isWordy(value: string): boolean {
  if (value.length >= 40 && !value.includes("/")) return false;
  const parts = value.split(/[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])/).filter((part) => part !== "");
  return parts.every((part) => wordOrNumber.test(part)) && parts.some((part) => /[A-Za-z]{3}/.test(part));
}

const wordOrNumber = /^(?:[A-Za-z]{2,}\d{0,3}|[A-Za-z]\d{0,2}|\d{1,4}[A-Za-z]*|(?:19|20)\d{6})$/;
