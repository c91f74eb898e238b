import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import type { Kysely } from "kysely";
import { SallyportError } from "../errors.ts";
import { ClosableStorage } from "./closable.ts";
import { migrate } from "./migrate.ts";
import type { Database } from "./schema.ts";
import { openSqlite } from "./sqlite.ts";

/** What rooms hold: the typed query builder over the open database. */
export type Storage = Kysely<Database>;

/**
 * Opens (and migrates) the SQLite database at `path`; `:memory:` for one that is gone with the process.
 *
 * @throws {SallyportError} `ERR_STORAGE_NO_SQLITE`, `ERR_STORAGE_MIGRATION`; from every query once it is closed,
 * `ERR_STORAGE_CLOSED`.
 */
export async function openStorage(path: string): Promise<Storage> {
  if (path !== ":memory:") createPrivately(path);
  const storage: Storage = new ClosableStorage({ database: async () => openSqlite(path) });
  const { error } = await migrate(storage).catch((error: unknown) => ({ error }));
  if (error !== undefined) {
    await storage.destroy();
    if (SallyportError.isInstance(error)) throw error;
    throw new SallyportError({
      code: "ERR_STORAGE_MIGRATION",
      message: `The database ${path} could not be opened or migrated.`,
      hint: "It may be damaged, not a SQLite file, or written by a newer Sallyport.",
      cause: error,
    });
  }
  return storage;
}

/** All documents are in it, and folders are often made by hand. SQLite gives its journal the mode of the file. */
function createPrivately(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, "a", 0o600));
}
