import type { ParsedCall } from "../read-call.ts";
import { refuse } from "../refusal.ts";
import type { Reservation, Window, WindowMeasure, WindowScope } from "./usage.ts";

/**
 * How much may be done in a sliding window: by one run with its sub-agents, by one human's agents together, by
 * one agent, or with one tool within the tenant. `changes` are calls that write, `records` the records that they
 * name (again each time), `amount` their sum in minor units, `refusals` (of a run) the calls that were refused.
 */
export interface Budget {
  readonly scope: WindowScope;
  readonly measure: WindowMeasure;
  readonly window: Window;
  readonly limit: number;
  /** Only calls of this tool are held to it. */
  readonly tool?: string;
}

/** No person or agent gets this far by daily work; a loop, or a model that somebody else steers, does. */
export const defaultBudgets: readonly Budget[] = [
  { scope: "agent", measure: "changes", window: "hour", limit: 500 },
  { scope: "principal", measure: "changes", window: "hour", limit: 500 },
  { scope: "principal", measure: "records", window: "day", limit: 2_000 },
  // A run that is refused this often is trying doors.
  { scope: "run", measure: "refusals", window: "hour", limit: 50 },
];

/** Budgets stop changes; reading goes on, unless a budget counts calls. */
export function refuseOverBudget(budgets: readonly Budget[], call: ParsedCall, usage: Reservation): void {
  for (const { scope, measure, window, limit } of passed(budgets, call, usage)) {
    if (measure !== "refusals")
      refuse(
        "limit-exceeded",
        `With this call, ${measure} of this ${scope} would pass ${limit} per ${window}.`,
      );
  }
}

/**
 * A run that is refused again and again changes nothing more by itself. What people approve one by one still
 * runs, or whoever floods the agent could stop the human's own work.
 */
export function refuseTripped(budgets: readonly Budget[], call: ParsedCall, usage: Reservation): void {
  for (const { scope, measure, window, limit } of passed(budgets, call, usage)) {
    if (measure === "refusals")
      refuse("limit-exceeded", `This ${scope} was refused more than ${limit} times within the ${window}.`);
  }
}

function passed(budgets: readonly Budget[], call: ParsedCall, usage: Reservation): readonly Budget[] {
  const { name, impact } = call.registered.tool;
  return budgets.filter(
    ({ scope, measure, window, limit, tool }) =>
      (tool === undefined || tool === name) &&
      (impact !== "read" || measure === "calls") &&
      usage.lately(scope, measure, window) > limit,
  );
}
