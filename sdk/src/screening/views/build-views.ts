import type { View } from "../view.ts";
import { decodeBase64 } from "./decode-base64.ts";
import { decodeDigits } from "./decode-digits.ts";
import { decodeEscapes } from "./decode-escapes.ts";
import { foldCharacters } from "./fold-characters.ts";
import { decodeInvisible } from "./invisible.ts";
import { separateMarkup } from "./markup.ts";

export interface Views {
  readonly raw: View;
  readonly visible: View;
  readonly concealed: readonly View[];
}

const deepest = 3;

/**
 * All readings of a text. Each decoder's output is no longer than its input and nesting stops at three levels, so
 * the views together stay within a constant times the text.
 */
export function buildViews(text: string): Views {
  const original: View = { channel: "raw", depth: 0, text };
  const raw = foldCharacters(original);
  const markup = separateMarkup(raw);
  const visible = markup.visible ?? raw;
  const concealed: View[] = [...decodeInvisible(original), ...markup.hidden].map(foldCharacters);
  // Views that are found are themselves looked into; the list grows while it is walked.
  const pending: View[] = [raw, ...(markup.visible === undefined ? [] : [visible]), ...concealed];
  for (const view of pending) {
    if (view.depth >= deepest) continue;
    const decoded = decode(view).map(foldCharacters);
    concealed.push(...decoded);
    pending.push(...decoded);
  }
  return { raw, visible, concealed };
}

function decode(view: View): View[] {
  const views = [decodeBase64(view), decodeEscapes(view), ...decodeDigits(view)];
  return views.filter((decoded) => decoded !== undefined);
}
