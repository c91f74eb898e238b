import { sql } from "kysely";
import { digestOf } from "../crypto/index.ts";
import type { Chain } from "../identity/index.ts";
import type { Storage } from "../storage/index.ts";
import type { ParsedCall } from "./read-call.ts";

/** What one call adds, and how much it is together with all before it. Counted before it runs. */
export interface Reservation {
  /** How much was done under this hop and all below it, this call included. */
  read(hop: string, measure: string): number;
  /** Takes the call back: it did not run. */
  release(): Promise<void>;
  /**
   * Takes back all but the records: people are asked about them. So whoever floods people with requests meets
   * the limits on records as if each had run.
   */
  releaseAsked(): Promise<void>;
}

export interface Usage {
  /** Counts the call under every hop of its chain, so that sub-agents share what their parents have left. */
  reserve(chain: Chain, call: ParsedCall): Promise<Reservation>;
}

interface Count {
  readonly scope: string;
  readonly measure: string;
  readonly value: number;
}

interface Member {
  readonly scope: string;
  readonly measure: string;
  readonly member: string;
}

/** A statement has a limited number of parameters. */
const batch = 1_000;

export function createUsage(storage: Storage): Usage {
  return {
    async reserve(chain, call) {
      const scopes = chain.hops.map((hop) => scopeOf(hop.id));
      const counts = scopes.flatMap((scope) => countsOf(scope, call));
      const members = scopes.flatMap((scope) => membersOf(scope, call));
      const totals = await add(storage, counts, members, 1);
      return {
        read: (hop, measure) => totals.get(key(scopeOf(hop), measure)) ?? 0,
        release: async () => {
          await add(storage, counts, members, -1);
        },
        releaseAsked: async () => {
          await add(storage, counts, [], -1);
        },
      };
    },
  };
}

/** Measures of one tool have its name in front. */
export function ofTool(tool: string, measure: string): string {
  return `${tool}.${measure}`;
}

function countsOf(scope: string, call: ParsedCall): readonly Count[] {
  const { name } = call.registered.tool;
  const amount = call.amount ?? 0;
  return [
    { scope, measure: "calls", value: 1 },
    { scope, measure: ofTool(name, "calls"), value: 1 },
    { scope, measure: "amount", value: amount },
    { scope, measure: ofTool(name, "amount"), value: amount },
  ];
}

function membersOf(scope: string, call: ParsedCall): readonly Member[] {
  const { name, impact } = call.registered.tool;
  const measures = ["records", ofTool(name, "records"), ...(impact === "read" ? [] : ["records-changed"])];
  return call.records.flatMap((record) => {
    const member = digestOf("sallyport/record/v1", record);
    return measures.map((measure) => ({ scope, measure, member }));
  });
}

/** Adds (or takes back) all in one commit; gives the new totals. */
async function add(
  storage: Storage,
  counts: readonly Count[],
  members: readonly Member[],
  sign: 1 | -1,
): Promise<ReadonlyMap<string, number>> {
  return storage.transaction().execute(async (transaction) => {
    const distinct = new Map<string, Count>();
    for (const { scope, measure } of members) {
      distinct.set(key(scope, measure), { scope, measure, value: 0 });
    }
    for (let start = 0; start < members.length; start += batch) {
      const changed = await transaction
        .insertInto("usage_member")
        .values(members.slice(start, start + batch).map((each) => ({ ...each, uses: sign })))
        .onConflict((conflict) =>
          conflict
            .columns(["scope", "measure", "member"])
            .doUpdateSet({ uses: sql`usage_member.uses + ${sign}` }),
        )
        .returning(["scope", "measure", "uses"])
        .execute();
      for (const { scope, measure, uses } of changed) {
        // First use of a member, or its last one taken back.
        if (uses !== (sign === 1 ? 1 : 0)) continue;
        const count = distinct.get(key(scope, measure)) as Count;
        distinct.set(key(scope, measure), { ...count, value: count.value + 1 });
      }
    }
    const totals = await transaction
      .insertInto("usage_counter")
      .values([...counts, ...distinct.values()].map((count) => ({ ...count, value: sign * count.value })))
      .onConflict((conflict) =>
        conflict
          .columns(["scope", "measure"])
          .doUpdateSet({ value: sql`usage_counter.value + excluded.value` }),
      )
      .returning(["scope", "measure", "value"])
      .execute();
    return new Map(totals.map(({ scope, measure, value }) => [key(scope, measure), value]));
  });
}

function scopeOf(hop: string): string {
  return `hop:${hop}`;
}

function key(scope: string, measure: string): string {
  return `${scope}\n${measure}`;
}
