/** UTF-8 text without its byte order mark, with `\n` line ends. Throws on bytes that are not UTF-8 text. */
export function decodeText(bytes: Uint8Array): string {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  if (text.includes("\0")) throw new Error("The file holds binary data.");
  return text.replaceAll("\r\n", "\n");
}
