import type { ApprovalPreview } from "@sallyport/sdk";
import type { KnownBlock } from "@slack/types";
import type { Inbox, InboxEntry } from "../inbox/inbox.ts";
import { button, header, line, remark, time } from "./blocks.ts";
import { actionIds } from "./card.ts";
import { renderLoad } from "./load.ts";
import { renderQuarantine } from "./quarantine.ts";
import { writeReference } from "./reference.ts";
import { describeState } from "./standing.ts";
import { describeCall } from "./title.ts";

/** What waits, page by page; the rest is short. Stays far below Slack's 100 blocks. */
export function renderInbox(inbox: Inbox): readonly KnownBlock[] {
  const { toDecide, requested, recent, quarantined, overview } = inbox;
  return [
    header(toDecide.count === 0 ? "Nothing waits for you" : `${toDecide.count} to decide`),
    ...toDecide.shown.flatMap(renderWaiting),
    ...renderTurns(toDecide.page, toDecide.pages),
    ...renderTampered(overview?.tampered ?? []),
    ...renderEntries("It may have happened", overview?.parked ?? []),
    ...renderQuarantine(quarantined),
    ...renderEntries("You asked for", requested),
    ...renderEntries("You decided lately", recent),
    ...(overview === undefined ? [] : renderLoad(overview.load)),
  ];
}

/** An alarm: only ids, since nothing else in such a row can be believed. */
function renderTampered(ids: readonly string[]): readonly KnownBlock[] {
  if (ids.length === 0) return [];
  const named = ids.length > 5 ? `${ids.slice(0, 5).join(", ")} and ${ids.length - 5} more` : ids.join(", ");
  const text = `⚠ Changed by hand in the database, and void: ${named}. Find out by whom; the ledger says what was asked.`;
  return [line(text, 600)];
}

function renderWaiting(request: ApprovalPreview): readonly KnownBlock[] {
  return [
    {
      ...line(
        [describeCall(request), `Asked by ${request.requester} through ${request.agents.join(" → ")}`],
        600,
      ),
      accessory: button(actionIds.details, "Open", { value: writeReference(request), about: request }),
    },
    time("Expires", request.expiresAt),
  ];
}

function renderEntries(title: string, entries: readonly InboxEntry[]): readonly KnownBlock[] {
  if (entries.length === 0) return [];
  return [
    { type: "divider" },
    header(title),
    ...entries.map(({ request, state }) => ({
      ...line([describeCall(request), `${describeState(state)}.`], 600),
      accessory: button(actionIds.details, "Open", { value: writeReference(request), about: request }),
    })),
  ];
}

function renderTurns(page: number, pages: number): readonly KnownBlock[] {
  if (pages === 1) return [];
  return [
    remark(`Page ${page + 1} of ${pages}, the riskiest first.`),
    {
      type: "actions",
      elements: [
        ...(page > 0
          ? [button(`${actionIds.inboxPage}.previous`, "Previous", { value: String(page - 1) })]
          : []),
        ...(page < pages - 1
          ? [button(`${actionIds.inboxPage}.next`, "Next", { value: String(page + 1) })]
          : []),
      ],
    },
  ];
}
