import { setTimeout as sleep } from "node:timers/promises";
import { type Kysely, type MigrationResultSet, Migrator, sql } from "kysely";
import { migrations } from "./migrations/index.ts";

const lookEveryMs = 50;
const mostLooks = 600;

/**
 * Brings the tables up to date, all or nothing. Processes that open a new database at the same moment take turns:
 * both would make the same tables, and Kysely's lock is none on SQLite.
 */
export async function migrate<Tables>(database: Kysely<Tables>): Promise<MigrationResultSet> {
  const provider = { getMigrations: async () => ({ ...migrations }) };
  const migrator = new Migrator({ db: database, provider });
  const isDone = async () =>
    (await migrator.getMigrations()).every(({ executedAt }) => executedAt !== undefined);
  if (await isDone()) return {};
  await begin(database);
  const result = await migrator.migrateToLatest();
  await sql.raw(result.error === undefined ? "commit" : "rollback").execute(database);
  return result;
}

/** Waits without blocking the thread, whose other connection may be the one that migrates. */
async function begin<Tables>(database: Kysely<Tables>): Promise<void> {
  await sql`pragma busy_timeout = 0`.execute(database);
  for (let look = 1; ; look++) {
    try {
      await sql`begin immediate`.execute(database);
      break;
    } catch (error) {
      if (look === mostLooks) throw error;
      await sleep(lookEveryMs);
    }
  }
  await sql`pragma busy_timeout = 10000`.execute(database);
}
