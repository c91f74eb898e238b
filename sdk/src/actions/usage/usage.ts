import { CompiledQuery } from "kysely";
import type { Clock } from "../../clock.ts";
import type { Chain } from "../../identity/index.ts";
import type { Storage } from "../../storage/index.ts";
import type { ParsedCall } from "../read-call.ts";
import {
  type Addition,
  additionOf,
  bucketAt,
  bucketMs,
  type Count,
  destinations,
  refusals,
  scopeOfHop,
  windowScopes,
} from "./measures.ts";
import { createUsageStatements, type UsageStatements } from "./statements.ts";

export type WindowScope = "run" | "principal" | "agent" | "tool";
export type WindowMeasure = "calls" | "changes" | "records" | "amount" | "refusals";
export type Window = "hour" | "day";

/** A call that is counted already, and how much it is together with all before it. */
export interface Reservation {
  /** The total under this hop and all below it. */
  ofHop(hop: string, measure: string): number;
  /** The total of the last hour or day. */
  lately(scope: WindowScope, measure: WindowMeasure, window: Window): number;
  /** How many destinations of this call the human's agents have never used before. */
  readonly newDestinations: number;
  /** Takes the call back: it did not run. */
  release(): Promise<void>;
  /**
   * Takes back all but the records: people are asked about them. So whoever floods people with requests meets
   * the limits on records as if each had run.
   */
  releaseAsked(): Promise<void>;
}

export interface Usage {
  /** Counts a call before it is judged, so that calls at the same time cannot pass a limit together. */
  reserve(chain: Chain, call: ParsedCall): Promise<Reservation>;
  /** Counts that a rule or a person said no to a call of this run. */
  countRefusal(chain: Chain, call: ParsedCall): Promise<void>;
}

const windowMs: Readonly<Record<Window, number>> = { hour: 3_600_000, day: 86_400_000 };
/** A statement has a limited number of parameters. */
const batch = 1_000;

export function createUsage(options: { readonly storage: Storage; readonly clock: Clock }): Usage {
  const { storage, clock } = options;
  const statements = createUsageStatements(storage);
  const counter = { storage, statements };
  let pruned = 0;

  /** What is older than every window is forgotten, once per bucket. */
  async function prune(now: number): Promise<void> {
    if (bucketAt(now) === pruned) return;
    pruned = bucketAt(now);
    await storage
      .deleteFrom("usage_counter")
      .where("bucket", ">", 0)
      .where("bucket", "<", bucketAt(now - windowMs.day) - 1)
      .execute();
  }

  return {
    async reserve(chain, call) {
      const now = clock();
      await prune(now);
      const addition = additionOf(chain, call, now);
      const scopes = windowScopes(chain, call.registered.tool.name);
      const { totals, fresh } = await add(counter, addition, 1);
      const recent = await readRecent(counter, Object.values(scopes), now);
      return {
        ofHop: (hop, measure) => totals.get(key(scopeOfHop(hop), measure)) ?? 0,
        lately: (scope, measure, window) => recent.get(key(scopes[scope], measure))?.[window] ?? 0,
        newDestinations: fresh.get(key(scopes.principal, destinations)) ?? 0,
        release: async () => {
          await add(counter, addition, -1);
        },
        releaseAsked: async () => {
          const members = addition.members.filter(({ measure }) => measure === destinations);
          await add(counter, { ...addition, members }, -1);
        },
      };
    },

    async countRefusal(chain, call) {
      const { run } = windowScopes(chain, call.registered.tool.name);
      const count = { scope: run, measure: refusals, bucket: bucketAt(clock()), value: 1 };
      await add(counter, { counts: [count], members: [] }, 1);
    },
  };
}

interface Totals {
  /** Of what is counted for good. */
  readonly totals: ReadonlyMap<string, number>;
  /** Members that were not there before. */
  readonly fresh: ReadonlyMap<string, number>;
}

interface Counter {
  readonly storage: Storage;
  readonly statements: UsageStatements;
}

const commitWithoutDisk = CompiledQuery.raw("pragma synchronous = normal");
const commitToDisk = CompiledQuery.raw("pragma synchronous = full");

/**
 * Adds, or takes back, all in one commit. That commit does not wait for the disk: the receipt of the decision
 * does, which follows it into the same log before anything runs.
 */
async function add({ storage, statements }: Counter, addition: Addition, sign: 1 | -1): Promise<Totals> {
  return storage.connection().execute(async (connection) => {
    await connection.executeQuery(commitWithoutDisk);
    try {
      return await connection
        .transaction()
        .execute((transaction) => addInTransaction({ storage: transaction, statements }, addition, sign));
    } finally {
      await connection.executeQuery(commitToDisk);
    }
  });
}

async function addInTransaction(
  { storage, statements }: Counter,
  { counts, members }: Addition,
  sign: 1 | -1,
): Promise<Totals> {
  const fresh = new Map<string, number>();
  const distinct = new Map<string, Count>();
  for (const { scope, measure } of members) {
    distinct.set(key(scope, measure), { scope, measure, bucket: 0, value: 0 });
  }
  for (let start = 0; start < members.length; start += batch) {
    const changed = await storage.executeQuery(
      statements.addMembers(members.slice(start, start + batch), sign),
    );
    for (const { scope, measure, uses } of changed.rows) {
      // First use of a member, or its last one taken back.
      const name = key(scope, measure);
      if (uses === (sign === 1 ? 1 : 0)) fresh.set(name, (fresh.get(name) ?? 0) + 1);
    }
  }
  const added = [...counts, ...distinct.values()].map((count) => ({
    ...count,
    value:
      sign * (count.value + (count.bucket === 0 ? (fresh.get(key(count.scope, count.measure)) ?? 0) : 0)),
  }));
  const { rows } = await storage.executeQuery(statements.addCounts(added));
  const forGood = rows.filter(({ bucket }) => bucket === 0);
  return {
    totals: new Map(forGood.map(({ scope, measure, value }) => [key(scope, measure), value])),
    fresh,
  };
}

/** Whole buckets, so a window is up to five minutes longer than it is called. */
async function readRecent({ storage, statements }: Counter, scopes: readonly string[], now: number) {
  const since = (window: Window) => bucketAt(now - windowMs[window] + bucketMs - 1);
  const { rows } = await storage.executeQuery(
    statements.readRecent(scopes, { hour: since("hour"), day: since("day") }),
  );
  return new Map(rows.map(({ scope, measure, hour, day }) => [key(scope, measure), { hour, day }]));
}

function key(scope: string, measure: string): string {
  return `${scope}\n${measure}`;
}
