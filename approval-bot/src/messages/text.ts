import { inert } from "@sallyport/sdk";
import type { PlainTextElement, RichTextText } from "@slack/types";

/** How long Slack may count a text: escaping included, and every UTF-16 unit as one. */
export function measure(text: string): number {
  let length = text.length;
  for (const [character] of text.matchAll(/[&<>]/g)) length += (escapes[character]?.length ?? 1) - 1;
  return length;
}

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Cut between characters, with an ellipsis that shows it. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit && measure(text) <= limit) return text;
  let kept = "";
  let length = 1;
  // The last character of the slice may be cut in two, and is always one too many.
  for (const { segment } of graphemes.segment(text.slice(0, limit + 1))) {
    length += measure(segment);
    if (length > limit) break;
    kept += segment;
  }
  return `${kept}…`;
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * Foreign text as data: no markup, no mention, no link, no emoji code, and never empty. Each text is one line;
 * a line break in it shows as its code point, so that nobody writes lines of ours.
 */
export function plain(texts: string | readonly string[], limit: number): PlainTextElement {
  const lines = (typeof texts === "string" ? [texts] : texts).map((text) => visible(text, limit));
  return { type: "plain_text", text: clip(lines.join("\n"), limit), emoji: false };
}

/** Rich text is not parsed by Slack: what is in it stays text. */
export function words(text: string, limit: number, style?: RichTextText["style"]): RichTextText {
  return { type: "text", text: clip(visible(text, limit), limit), ...(style === undefined ? {} : { style }) };
}

/** What draws nothing shows as its code point; Slack refuses a text of nothing. Only what may fit is looked at. */
function visible(text: string, limit: number): string {
  const shown = inert(text.slice(0, limit + 1));
  return shown.trim() === "" ? "(empty)" : shown;
}

/** For the few places that are markup: Slack's three characters escaped, nothing linked by itself. */
export function escapeMarkup(text: string): string {
  return inert(text).replace(/[&<>]/g, (character) => escapes[character] ?? character);
}
