import { type Kysely, sql } from "kysely";
import type { Database } from "./schema.ts";

/** The current value of a named counter; 0 when it was never bumped. */
export async function readEpoch(storage: Kysely<Database>, name: string): Promise<number> {
  const row = await storage.selectFrom("epoch").select("value").where("name", "=", name).executeTakeFirst();
  return row?.value ?? 0;
}

/** The same for a counter that is read at every decision: its statement is built once. */
export function epochReader(storage: Kysely<Database>, name: string): () => Promise<number> {
  const statement = storage.selectFrom("epoch").select("value").where("name", "=", name).compile();
  return async () => {
    const { rows } = await storage.executeQuery(statement);
    return rows[0]?.value ?? 0;
  };
}

/** Adds one, in the caller's transaction, so that a cache keyed by the epoch can never outlive the change. */
export async function bumpEpoch(storage: Kysely<Database>, name: string): Promise<void> {
  await storage
    .insertInto("epoch")
    .values({ name, value: 1 })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value: sql`epoch.value + 1` }))
    .execute();
}
