/**
 * UTF-8, or UTF-16 with its byte order mark, as Windows writes it; the mark is left out. Other encodings cannot be
 * told apart, and read wrongly they would hide what is in the text: convert them first.
 *
 * @throws {TypeError} on bytes that are no such text.
 */
export function decodeText(bytes: Uint8Array): string {
  const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  if (text.includes("\0")) throw new TypeError("The bytes are binary data.");
  return text;
}

/** Byte order marks: Unicode standard, section 23.8. */
function encodingOf([first, second]: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return "utf-8";
}
