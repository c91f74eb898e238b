import type { HomeView, ModalView } from "@slack/types";
import type { Inbox } from "../inbox/inbox.ts";
import { line } from "./blocks.ts";
import { renderInbox } from "./inbox.ts";

/** What somebody sees in the app's Home. */
export function renderHome(inbox: Inbox): HomeView {
  return { type: "home", blocks: [...renderInbox(inbox)] };
}

/** For whom it has nothing to show, and why. */
export function renderRefusedHome(message: string): HomeView {
  return { type: "home", blocks: [line(message)] };
}

/** The same in a modal, for `/approvals`. */
export function renderInboxModal(inbox: Inbox): ModalView {
  return {
    type: "modal",
    title: { type: "plain_text", text: "Approvals", emoji: false },
    close: { type: "plain_text", text: "Close", emoji: false },
    blocks: [...renderInbox(inbox)],
  };
}
