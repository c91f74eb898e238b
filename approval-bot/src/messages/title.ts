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

/** "Medium risk · 4 × Issue refund: amount 42000 in all" */
export function describeCalls(requests: readonly ApprovalRequest[]): string {
  const [first] = requests;
  if (first === undefined) return "";
  const what = `${riskWords[first.requirement.risk]} · ${requests.length} × ${humanise(first.tool)}`;
  const amount = first.narrowable?.find((pointer) => typeof valueAt(first, pointer) === "number");
  if (amount === undefined) return what;
  const total = requests.reduce((sum, each) => sum + Number(valueAt(each, amount)), 0);
  return Number.isSafeInteger(total) ? `${what}: ${amount.slice(1)} ${total} in all` : what;
}

/** Only what is at the top; nothing else is summed up. */
function valueAt({ arguments: args }: ApprovalRequest, pointer: string): JsonValue | undefined {
  if (typeof args !== "object" || args === null || Array.isArray(args)) return undefined;
  return (args as Readonly<Record<string, JsonValue>>)[pointer.slice(1)];
}
