import type { HumanLoad } from "@sallyport/sdk";
import type { KnownBlock } from "@slack/types";
import { header, line } from "./blocks.ts";

/** What approvals cost people, for those who can change the policies or stop the agents. */
export function renderLoad(load: HumanLoad): readonly KnownBlock[] {
  const median = load.medianSecondsToDecide;
  const texts = [
    `${load.requests} requests, ${round(load.requestsPer100Calls)} per 100 tool calls; ${load.decisions} decisions.`,
    ...(median === undefined
      ? []
      : [
          `Half of them took less than ${round(median)} s; ${round(load.decidedUnder3sPercent)} % took under 3 s, ${round(load.denialPercent)} % were denials.`,
        ]),
    ...(isWaved(load) ? ["⚠ Nearly all is approved, much of it unread: ask for less, or ask others."] : []),
  ];
  return [{ type: "divider" }, header("The last seven days"), line(texts, 600)];
}

/** Enough decisions to tell, hardly a "no" among them, and many faster than anybody reads. */
function isWaved({ decisions, denialPercent, decidedUnder3sPercent }: HumanLoad): boolean {
  return decisions >= 20 && denialPercent < 2 && decidedUnder3sPercent > 30;
}

const round = (value: number) => Math.round(value * 10) / 10;
