/**
 * The screener's input for formats without markup of their own: the visible text, then what was hidden, marked
 * as hidden HTML so that the screener reports it as such. `<` and `&` are escaped, so that a document cannot
 * write the mark itself.
 */
export function withHiddenBlock(visible: string, hidden: string): string {
  if (hidden.trim() === "") return visible;
  return `${visible}\n<div hidden>${escapeHtml(hidden)}</div>\n`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
