/** Whether decoded bytes are text that somebody wrote: nearly all printable, mostly letters and spaces. */
export function isReadable(text: string): boolean {
  if (text.length < 4) return false;
  const sample = Math.min(text.length, 4096);
  let letters = 0;
  let printable = 0;
  for (let i = 0; i < sample; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) continue;
    if ((code >= 0x20 && code < 0x7f) || code === 0x0a || code === 0x0d || code === 0x09 || code >= 0xa0)
      printable += 1;
    const lower = code | 0x20;
    if (code === 0x20 || (lower >= 0x61 && lower <= 0x7a) || code >= 0xc0) letters += 1;
  }
  return printable >= sample * 0.95 && letters >= sample * 0.7;
}
