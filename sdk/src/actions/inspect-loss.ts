import type { GateContext } from "./context.ts";
import type { ParsedCall } from "./read-call.ts";
import { refuse } from "./refusal.ts";

/**
 * The data loss rules over the arguments as a whole. Arguments run as they are or not at all, so a rule that would
 * redact refuses; one that asks adds the data owners to those who are asked.
 */
export function inspectLoss({ dataLoss }: GateContext, call: ParsedCall): ParsedCall {
  const verdict = dataLoss?.inspect(call.argumentsText, { sink: "tool-arguments" });
  if (verdict === undefined || verdict.action === "allow") return call;
  const reason = verdict.reasons.map(({ message }) => message).join(" ");
  if (verdict.action !== "ask") refuse("data-loss", reason);
  return { ...call, demands: [...call.demands, { groups: ["data-owners"], risk: "high", reason }] };
}
