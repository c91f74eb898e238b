import { digestOf } from "../../crypto/index.ts";
import type { Chain } from "../../identity/index.ts";
import type { ParsedCall } from "../read-call.ts";

/** A number that grows by `value`. */
export interface Count {
  readonly scope: string;
  readonly measure: string;
  /** 0: for good. */
  readonly bucket: number;
  readonly value: number;
}

/** Something that counts once however often it is used; its measure is how many there are. */
export interface Member {
  readonly scope: string;
  readonly measure: string;
  readonly member: string;
}

/** What one call adds. */
export interface Addition {
  readonly counts: readonly Count[];
  readonly members: readonly Member[];
}

export const bucketMs = 5 * 60_000;

export function bucketAt(time: number): number {
  return Math.floor(time / bucketMs);
}

export function scopeOfHop(hop: string): string {
  return `hop:${hop}`;
}

/** Whose budgets a call draws on: the whole run's, the human's, the acting agent's, the tool's within the tenant. */
export function windowScopes(chain: Chain, tool: string) {
  const { principal, agents, hops } = chain;
  return {
    run: `run:${hops[0]?.id}`,
    principal: `principal:${principal.tenant}/${principal.id}`,
    agent: `agent:${agents[agents.length - 1]?.id}`,
    tool: `tool:${principal.tenant}/${tool}`,
  } as const;
}

/** Measures of one tool have its name in front. */
export function ofTool(tool: string, measure: string): string {
  return `${tool}.${measure}`;
}

/** A call that a rule or a person said no to. */
export const refusals = "refusals";

/** A value that the human's agents have not sent anything to before. */
export const destinations = "destinations";

export function additionOf(chain: Chain, call: ParsedCall, now: number): Addition {
  const hops = chain.hops.map((hop) => scopeOfHop(hop.id));
  const windows = windowScopes(chain, call.registered.tool.name);
  return {
    counts: [
      ...hops.flatMap((scope) => countsForGood(scope, call)),
      ...Object.values(windows).flatMap((scope) => countsInTime(scope, call, bucketAt(now))),
    ],
    members: [...recordsOf(hops, call), ...destinationsOf(windows.principal, call)],
  };
}

function countsForGood(scope: string, call: ParsedCall): readonly Count[] {
  const { name } = call.registered.tool;
  const amount = call.amount ?? 0;
  const totals = { calls: 1, [ofTool(name, "calls")]: 1, amount, [ofTool(name, "amount")]: amount };
  return Object.entries(totals).map(([measure, value]) => ({ scope, measure, bucket: 0, value }));
}

function countsInTime(scope: string, call: ParsedCall, bucket: number): readonly Count[] {
  const { impact } = call.registered.tool;
  const changes = { changes: 1, records: call.records.length, amount: call.amount ?? 0 };
  const added = { calls: 1, ...(impact === "read" ? {} : changes) };
  return Object.entries(added)
    .filter(([, value]) => value > 0)
    .map(([measure, value]) => ({ scope, measure, bucket, value }));
}

function recordsOf(scopes: readonly string[], call: ParsedCall): readonly Member[] {
  const { name, impact } = call.registered.tool;
  const measures = ["records", ofTool(name, "records"), ...(impact === "read" ? [] : ["records-changed"])];
  return call.records.flatMap((record) => {
    const member = digestOf("sallyport/record/v1", record);
    return scopes.flatMap((scope) => measures.map((measure) => ({ scope, measure, member })));
  });
}

function destinationsOf(scope: string, call: ParsedCall): readonly Member[] {
  const leaves = ["destination", "recipients"].flatMap((role) => call.steering.get(role) ?? []);
  const values = new Set(leaves.map(({ value }) => digestOf("sallyport/destination/v1", value)));
  return [...values].map((member) => ({ scope, measure: destinations, member }));
}
