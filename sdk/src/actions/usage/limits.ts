import type { Chain } from "../../identity/index.ts";
import type { ParsedCall } from "../read-call.ts";
import { refuse } from "../refusal.ts";
import type { Reservation } from "./usage.ts";

const measures = ["calls", "amount", "records"];

/**
 * The numeric limits of every hop: `calls`, `amount`, `records`, for all tools or for one (`refund.amount`).
 * They bound the total under that hop, so that many small calls weigh as much as a large one.
 */
export function refuseOverLimit(chain: Chain, call: ParsedCall, usage: Reservation): void {
  for (const hop of chain.hops) {
    for (const [name, bound] of Object.entries(hop.scopes.limits ?? {})) {
      if (!concerns(name, call.registered.tool.name)) continue;
      if (!measures.includes(name.slice(name.lastIndexOf(".") + 1)))
        refuse("not-evaluable", `The delegation has a limit that is not known: ${name}.`);
      if (call.isAmountUnsaid && name.endsWith("amount"))
        refuse("limit-exceeded", `Without an amount, ${name} cannot be kept to.`);
      if (usage.ofHop(hop.id, name) > bound)
        refuse("limit-exceeded", `With this call, ${name} would pass its limit of ${bound}.`);
    }
  }
}

/** A name without a point is about every tool. */
function concerns(limit: string, tool: string): boolean {
  const point = limit.lastIndexOf(".");
  return point === -1 || limit.slice(0, point) === tool;
}
