import type { DecisionRecorded } from "@sallyport/sdk";
import type { SlackRefusal } from "../people/slack-refusal.ts";

/** What the person who decided is told. */
export function describeDecision(outcome: DecisionRecorded | SlackRefusal): string {
  if (outcome.type === "refused") return `Not recorded. ${outcome.message}`;
  switch (outcome.state) {
    case "pending":
      return "Recorded. It needs more people before the agent may go on.";
    case "approved":
      return "Recorded: approved. The agent may go on, once, with exactly these arguments.";
    case "denied":
      return "Recorded: denied. The agent is told.";
    default:
      return `Recorded. The request is ${outcome.state}.`;
  }
}

/** A decision may be on record although what came after it failed: it says no more than is known. */
export const somethingFailed =
  "Something failed on our side. Look at the card before you try again, and tell your administrator.";

/** The bot died in the middle of the click, and it is too late for what the click wants. */
export const interrupted =
  "The app was interrupted in the middle of your click. See how things stand, and click again if need be.";
