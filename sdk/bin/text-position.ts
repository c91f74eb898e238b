/** `line:column`, both from 1, of an offset into a text; columns count UTF-16 units, as editors do. */
export function positionOf(text: string, offset: number): string {
  const before = text.slice(0, offset);
  return `${before.split("\n").length}:${offset - before.lastIndexOf("\n")}`;
}
