import type { Session } from "../sessions/index.ts";
import type { ParsedCall } from "./read-call.ts";
import type { Reservation } from "./usage/index.ts";

/** What is unusual about a call, for the approver: facts in our own words, never the model's. */
export function noteworthy(
  session: Pick<Session, "tainted">,
  call: ParsedCall,
  usage: Reservation,
): readonly string[] {
  const { reversible, impact } = call.registered.tool;
  const changes = usage.lately("agent", "changes", "hour");
  return [
    ...(impact !== "read" && !reversible ? ["This cannot be undone."] : []),
    ...(session.tainted ? ["The agent has read untrusted content in this run."] : []),
    ...(usage.newDestinations > 0
      ? [`${count(usage.newDestinations, "destination")} never used before for this person.`]
      : []),
    ...(changes > 1 ? [`Change number ${changes} of this agent within the hour.`] : []),
  ];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
