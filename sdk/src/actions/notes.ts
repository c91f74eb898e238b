import type { Session } from "../sessions/index.ts";
import type { Drift } from "./drift.ts";
import type { ParsedCall } from "./read-call.ts";
import type { Reservation } from "./usage/index.ts";

/** As in drift.cedar. */
const farAway = 80;
const late = 3;

/** What is unusual about a call, for the approver: facts in our own words, never the model's. */
export function noteworthy(
  session: Pick<Session, "tainted">,
  call: ParsedCall,
  usage: Reservation,
  { fromPurpose, fromStart, conversation, turnsBeforeDestination }: Drift,
): readonly string[] {
  const { reversible, impact } = call.registered.tool;
  const changes = usage.lately("agent", "changes", "hour");
  return [
    ...(impact !== "read" && !reversible ? ["This cannot be undone."] : []),
    ...(session.tainted ? ["The agent has read untrusted content in this run."] : []),
    ...(usage.newDestinations > 0
      ? [`${count(usage.newDestinations, "destination")} never used before for this person.`]
      : []),
    ...(conversation === "clean" ? [] : ["The conversation talks somebody into this, step by step."]),
    ...(Math.min(fromPurpose, fromStart) > farAway
      ? [`Far from what the run is for (${fromPurpose} of 100) and from how it began (${fromStart} of 100).`]
      : []),
    ...(turnsBeforeDestination >= late
      ? [`The destination came up after ${turnsBeforeDestination} messages about other things.`]
      : []),
    ...(changes > 1 ? [`Change number ${changes} of this agent within the hour.`] : []),
  ];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
