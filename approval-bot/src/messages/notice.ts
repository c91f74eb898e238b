import type { ModalView } from "@slack/types";
import { line } from "./blocks.ts";

/** A modal that only says something. */
export function renderNotice(title: string, text: string): ModalView {
  return {
    type: "modal",
    title: { type: "plain_text", text: title, emoji: false },
    close: { type: "plain_text", text: "Close", emoji: false },
    blocks: [line(text)],
  };
}
