import { openSlackWorld, until } from "../../../test/e2e/slack/world.ts";
import { hostileTexts } from "../../../test/slack-simulator/hostile-texts.ts";
import { findLiveMarkup } from "../../../test/slack-simulator/live-markup.ts";
import type { ApprovalRequestInput } from "../../src/approvals/index.ts";
import { refundNumber } from "./kill-world.ts";

export interface HostileFigures {
  readonly texts: number;
  readonly messages: number;
  /** Mentions, broadcasts and links that a reader of the channel could click or be called by. */
  readonly live: number;
}

/** Posts requests whose every field is a hostile text, and looks for what lives in what Slack got. */
export async function postHostileTexts(limit: number): Promise<HostileFigures> {
  const world = await openSlackWorld();
  try {
    // Lone surrogates are refused by the engine itself: no canonical form.
    const texts = [...new Set(hostileTexts.map((text) => text.toWellFormed()))].slice(0, limit);
    for (const [index, text] of texts.entries())
      await world.sallyport.approvals.request(filledWith(text, index));
    await until(() => world.workspace.messages.length >= texts.length, "a card for each text");
    const live = world.workspace.messages.flatMap((message) => findLiveMarkup({ ...message, parse: "none" }));
    return { texts: texts.length, messages: world.workspace.messages.length, live: live.length };
  } finally {
    await world.close();
  }
}

function filledWith(text: string, index: number): ApprovalRequestInput {
  const consent = { groups: [text, text], quorum: 1 };
  return {
    ...refundNumber(index),
    session: `ses_${index}`,
    tool: text,
    requester: text,
    agents: [text],
    owners: [text],
    reason: text,
    notes: [text, text],
    policies: [{ id: text, effect: "forbid" as const }],
    arguments: { [text]: text, nested: { [text]: [text, {}] } },
    origins: [{ argument: `/${text}`, source: "document", integrity: "untrusted", name: text }],
    requirement: { ...refundNumber(index).requirement, groups: [text], requirements: [consent] },
  };
}
