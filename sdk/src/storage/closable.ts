import {
  type DatabaseConnection,
  Kysely,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from "kysely";
import { SallyportError } from "../errors.ts";
import type { Database } from "./schema.ts";

/** A query builder that says so in our own words when it is used after it was closed; closing again does nothing. */
export class ClosableStorage extends Kysely<Database> {
  readonly #driver: ClosableDriver;

  constructor(config: SqliteDialectConfig) {
    const driver = new ClosableDriver(config);
    const dialect = new SqliteDialect(config);
    dialect.createDriver = () => driver;
    super({ dialect });
    this.#driver = driver;
  }

  /** Not by the builder's own way, which answers every later query with an error of its own. */
  override destroy(): Promise<void> {
    return this.#driver.destroy();
  }
}

class ClosableDriver extends SqliteDriver {
  #closing: Promise<void> | undefined;

  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#refuseClosed();
    const connection = await super.acquireConnection();
    try {
      // It may have waited for others while somebody closed it.
      this.#refuseClosed();
      return connection;
    } catch (error) {
      await super.releaseConnection();
      throw error;
    }
  }

  override destroy(): Promise<void> {
    this.#closing ??= super.destroy();
    return this.#closing;
  }

  #refuseClosed(): void {
    if (this.#closing === undefined) return;
    throw new SallyportError({
      code: "ERR_STORAGE_CLOSED",
      message: "This database has been closed.",
      hint: "Open it again; let sessions, searches and calls end before it is closed.",
    });
  }
}
