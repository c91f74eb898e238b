import { type CompiledQuery, sql } from "kysely";
import { bind, forEachLength, type Storage } from "../../storage/index.ts";
import type { Count, Member } from "./measures.ts";

/** What counting asks of the database, several times for every call: building it would take longer than running it. */
export interface UsageStatements {
  /** Adds to what is there. Answers with the new totals. */
  addCounts(counts: readonly Count[]): CompiledQuery<Count>;
  /** Adds one use of each, or takes it back. Answers with the uses that are left. */
  addMembers(members: readonly Member[], uses: 1 | -1): CompiledQuery<Member & { readonly uses: number }>;
  /** The totals per scope and measure since either bucket. */
  readRecent(
    scopes: readonly string[],
    since: { readonly hour: number; readonly day: number },
  ): CompiledQuery<{
    readonly scope: string;
    readonly measure: string;
    readonly hour: number;
    readonly day: number;
  }>;
}

export function createUsageStatements(storage: Storage): UsageStatements {
  const counts = forEachLength((length) =>
    storage
      .insertInto("usage_counter")
      .values(Array.from({ length }, () => ({ scope: "", measure: "", bucket: 0, value: 0 })))
      .onConflict((conflict) =>
        conflict
          .columns(["scope", "measure", "bucket"])
          .doUpdateSet({ value: sql`usage_counter.value + excluded.value` }),
      )
      .returning(["scope", "measure", "bucket", "value"])
      .compile(),
  );
  const members = forEachLength((length) =>
    storage
      .insertInto("usage_member")
      .values(Array.from({ length }, () => ({ scope: "", measure: "", member: "", uses: 0 })))
      .onConflict((conflict) =>
        conflict
          .columns(["scope", "measure", "member"])
          .doUpdateSet({ uses: sql`usage_member.uses + excluded.uses` }),
      )
      .returning(["scope", "measure", "member", "uses"])
      .compile(),
  );
  const recent = forEachLength((length) =>
    storage
      .selectFrom("usage_counter")
      .select((of) => [
        "scope",
        "measure",
        of.fn.sum<number>("value").as("day"),
        sql<number>`sum(case when bucket >= ${0} then value else 0 end)`.as("hour"),
      ])
      .where(
        "scope",
        "in",
        Array.from({ length }, () => ""),
      )
      .where("bucket", ">=", 0)
      .groupBy(["scope", "measure"])
      .compile(),
  );
  return {
    addCounts: (rows) =>
      bind(
        counts(rows.length),
        rows.flatMap(({ scope, measure, bucket, value }) => [scope, measure, bucket, value]),
      ),
    addMembers: (rows, uses) =>
      bind(
        members(rows.length),
        rows.flatMap(({ scope, measure, member }) => [scope, measure, member, uses]),
      ),
    readRecent: (scopes, since) => bind(recent(scopes.length), [since.hour, ...scopes, since.day]),
  };
}
