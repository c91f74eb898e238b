import type { ApprovalRequest, JsonValue } from "@sallyport/sdk";

export const riskWords = { low: "Low risk", medium: "Medium risk", high: "HIGH RISK" } as const;

/** What is read first: how bad, the verb, and what it is done to. "HIGH RISK · Issue refund: amount 124000, order 7" */
export function describeCall(request: ApprovalRequest): string {
  const told = leadingArguments(request).map(([name, value]) => `${name} ${String(value)}`);
  const what = humanise(request.tool);
  return `${riskWords[request.requirement.risk]} · ${told.length === 0 ? what : `${what}: ${told.join(", ")}`}`;
}

/** "issue_refund" reads as "Issue refund". Cards show the exact name, too. */
function humanise(tool: string): string {
  const words = tool.replace(/[_.-]+/g, " ").trim();
  return words === "" ? tool : words.charAt(0).toUpperCase() + words.slice(1);
}

const mostArguments = 3;
const longestValue = 36;

/** Amounts first, then other short values; all of them are below, with where they came from. */
function leadingArguments({ arguments: args, narrowable = [] }: ApprovalRequest) {
  if (typeof args !== "object" || args === null || Array.isArray(args)) return [];
  const short = Object.entries(args as Readonly<Record<string, JsonValue>>).filter(
    ([, value]) => typeof value !== "object" && String(value).length <= longestValue,
  );
  const isAmount = ([name, value]: readonly [string, JsonValue]) =>
    typeof value === "number" && narrowable.includes(`/${name}`);
  return [...short.filter(isAmount), ...short.filter((each) => !isAmount(each))].slice(0, mostArguments);
}
