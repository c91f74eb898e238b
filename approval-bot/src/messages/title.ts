import type { ApprovalRequest, JsonValue } from "@sallyport/sdk";

export const riskWords = { low: "Low risk", medium: "Medium risk", high: "HIGH RISK" } as const;

/** What is read first: how bad, the verb, and what it is done to. "HIGH RISK · Issue refund: GBP 1,240.00, order 7" */
export function describeCall(request: ApprovalRequest): string {
  const told = leadingArguments(request).map(([name, value]) => describeValue(request, name, value));
  const what = capitalise(humanise(request.tool));
  return `${riskWords[request.requirement.risk]} · ${told.length === 0 ? what : `${what}: ${told.join(", ")}`}`;
}

/** "issue_refund" and "issueRefund" read as "issue refund". Cards show the exact name, too. */
function humanise(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[_.-]+/g, " ")
    .trim();
  return words === "" ? name : words.toLowerCase();
}

const capitalise = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const mostArguments = 3;
const longestValue = 36;

/** Amounts first, then other short values; all of them are below, with where they came from. */
function leadingArguments(request: ApprovalRequest): readonly (readonly [string, JsonValue])[] {
  const { narrowable = [] } = request;
  const short = Object.entries(membersOf(request)).filter(
    ([, value]) => typeof value !== "object" && String(value).length <= longestValue,
  );
  const isAmount = ([name, value]: readonly [string, JsonValue]) =>
    typeof value === "number" && narrowable.includes(`/${name}`);
  const isTold = ([name]: readonly [string, JsonValue]) =>
    name === "currency" && short.some(([other, value]) => inCurrency(request, other, value) !== undefined);
  const rest = short.filter((each) => !isAmount(each) && !isTold(each));
  return [...short.filter(isAmount), ...rest].slice(0, mostArguments);
}

function describeValue(request: ApprovalRequest, name: string, value: JsonValue): string {
  return inCurrency(request, name, value) ?? `${humanise(name)} ${String(value)}`;
}

/** Only where the argument's own name says that it counts minor units: a wrong guess would show a hundredth. */
function inCurrency(request: ApprovalRequest, name: string, value: JsonValue): string | undefined {
  const { currency } = membersOf(request);
  if (typeof value !== "number" || !/minor|cents/i.test(name)) return undefined;
  if (typeof currency !== "string" || !/^[A-Z]{3}$/.test(currency)) return undefined;
  const format = new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "code" });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(value / 10 ** digits).replaceAll("\u00a0", " ");
}

function membersOf({ arguments: args }: ApprovalRequest): Readonly<Record<string, JsonValue>> {
  const isObject = typeof args === "object" && args !== null && !Array.isArray(args);
  return isObject ? (args as Readonly<Record<string, JsonValue>>) : {};
}

/** "Medium risk · 4 × Issue refund: amount 42000 in all" */
export function describeCalls(requests: readonly ApprovalRequest[]): string {
  const [first] = requests;
  if (first === undefined) return "";
  const what = `${riskWords[first.requirement.risk]} · ${requests.length} × ${capitalise(humanise(first.tool))}`;
  const amount = first.narrowable
    ?.map((pointer) => pointer.slice(1))
    .find((name) => requests.every((each) => typeof membersOf(each)[name] === "number"));
  const currencies = new Set(requests.map((each) => membersOf(each).currency));
  if (amount === undefined || currencies.size > 1) return what;
  const total = requests.reduce((sum, each) => sum + Number(membersOf(each)[amount]), 0);
  return Number.isSafeInteger(total) ? `${what}: ${describeValue(first, amount, total)} in all` : what;
}
