import { queryReceipts, type Receipt } from "../receipts/index.ts";
import type { Storage } from "../storage/index.ts";

/** What one agent did with one tool in the runs that were recorded. */
export interface ToolUse {
  readonly agent: string;
  readonly tool: string;
  /** Calls that were judged, and those that ran. */
  readonly calls: number;
  readonly executed: number;
  /** Asked about, refused, or let pass where only recorded; by outcome. */
  readonly stopped: Readonly<Record<string, number>>;
  /** The largest amount of a call that ran, in minor units. */
  readonly largestAmount?: number;
  /** The most distinct records in one session. */
  readonly mostRecords: number;
}

export interface GateReport {
  readonly sessions: number;
  readonly calls: number;
  /** Calls that only ran because nothing was enforced. */
  readonly overruled: number;
  readonly since?: number;
  readonly until?: number;
  readonly uses: readonly ToolUse[];
}

export interface GateReportOptions {
  readonly tenant?: string;
  readonly agent?: string;
  /** Milliseconds since the epoch. */
  readonly since?: number;
}

/** More receipts than this are read from the newest back. */
const mostReceipts = 100_000;

/** What the recorded runs needed, by agent and tool. */
export async function reportGate(storage: Storage, options: GateReportOptions = {}): Promise<GateReport> {
  const receipts = await Promise.all(
    (["tool-call-decided", "tool-call-executed", "tool-call-refused"] as const).map((type) =>
      queryReceipts(storage, { ...options, type, limit: mostReceipts }),
    ),
  );
  const [decided = [], executed = [], refused = []] = receipts;
  const known = new Set(decided.map(({ id }) => id));
  const ran = new Set(executed.map(({ cause }) => cause));
  const uses = new Map<string, ToolUse>();
  for (const receipt of decided) count(uses, receipt, { isCall: true, hasRun: ran.has(receipt.id) });
  // What was refused after it had been decided is a call already.
  for (const receipt of refused)
    count(uses, receipt, { isCall: !known.has(receipt.cause ?? ""), hasRun: false });
  const all = [...decided, ...refused];
  const times = all.map(({ at }) => at);
  return {
    sessions: new Set(all.map(({ session }) => session)).size,
    calls: [...uses.values()].reduce((sum, { calls }) => sum + calls, 0),
    overruled: decided.filter(({ facts }) => facts?.enforced === false).length,
    ...(times.length === 0 ? {} : { since: times.reduce(smaller), until: times.reduce(larger) }),
    uses: [...uses.values()].sort((a, b) => `${a.agent} ${a.tool}`.localeCompare(`${b.agent} ${b.tool}`)),
  };
}

function count(
  uses: Map<string, ToolUse>,
  { agents = [], decision, facts = {} }: Receipt,
  { isCall, hasRun }: { readonly isCall: boolean; readonly hasRun: boolean },
): void {
  const agent = agents.at(-1) ?? "";
  const tool = String(facts.tool);
  const before = uses.get(`${agent} ${tool}`);
  const { calls = 0, executed = 0, stopped = {}, largestAmount, mostRecords = 0 } = before ?? {};
  const outcome = decision?.outcome ?? "allow";
  const amount = hasRun && typeof facts.amount === "number" ? facts.amount : largestAmount;
  const records = hasRun && typeof facts.recordsInSession === "number" ? facts.recordsInSession : 0;
  uses.set(`${agent} ${tool}`, {
    agent,
    tool,
    calls: calls + Number(isCall),
    executed: executed + Number(hasRun),
    stopped: outcome === "allow" ? stopped : { ...stopped, [outcome]: (stopped[outcome] ?? 0) + 1 },
    ...(amount === undefined ? {} : { largestAmount: Math.max(amount, largestAmount ?? 0) }),
    mostRecords: Math.max(mostRecords, records),
  });
}

function smaller(one: number, other: number): number {
  return Math.min(one, other);
}

function larger(one: number, other: number): number {
  return Math.max(one, other);
}
