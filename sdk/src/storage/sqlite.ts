import { createRequire } from "node:module";
import type { SqliteDatabase, SqliteStatement } from "kysely";
import { SallyportError } from "../errors.ts";

const require = createRequire(import.meta.url);

/**
 * A SQLite file (or `:memory:`) by the engine that this runtime has: `node:sqlite` from Node 22.13 on, else
 * `better-sqlite3` 12. The former needs no native module; the latter's binary would crash on another Node.
 */
export function openSqlite(path: string): SqliteDatabase {
  const database = checkpointInLulls(
    rememberStatements(hasNodeSqlite() ? openNodeSqlite(path) : openBetterSqlite(path)),
  );
  for (const pragma of pragmas) {
    const statement = database.prepare(pragma);
    if (statement.reader) statement.all([]);
    else statement.run([]);
  }
  return database;
}

/** Statements that are kept compiled; the rooms' own number well below. */
const mostStatements = 500;

/** Parsing and planning take longer than most of our queries; texts repeat, since values are bound. */
function rememberStatements(database: SqliteDatabase): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(text) {
      const known = statements.get(text);
      if (known !== undefined) return known;
      const statement = database.prepare(text);
      if (statements.size >= mostStatements) statements.clear();
      statements.set(text, statement);
      return statement;
    },
  };
}

const lullMs = 250;

/** Writing the log back takes longer than a call may: it is done when a while has passed without a query. */
function checkpointInLulls(database: SqliteDatabase): SqliteDatabase {
  let queries = 0;
  let seen = 0;
  let isWrittenBack = true;
  const timer = setInterval(() => {
    const isQuiet = queries === seen;
    seen = queries;
    if (!isQuiet || isWrittenBack) return;
    isWrittenBack = true;
    try {
      database.prepare("pragma wal_checkpoint(passive)").all([]);
    } catch {
      // A transaction is open: another lull comes.
      isWrittenBack = false;
    }
  }, lullMs).unref();
  return {
    prepare(text) {
      queries++;
      isWrittenBack = false;
      return database.prepare(text);
    },
    close() {
      clearInterval(timer);
      database.close();
    },
  };
}

const pragmas = [
  // First, since the next one needs the file for itself for a moment.
  "pragma busy_timeout = 10000",
  "pragma journal_mode = wal",
  "pragma foreign_keys = on",
  // Receipts and approvals are promises: acknowledged means on disk.
  "pragma synchronous = full",
  // 32 MB. Most of the time the log is written back long before, while nobody waits: see below.
  "pragma wal_autocheckpoint = 8000",
];

function hasNodeSqlite(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 13);
}

interface NodeStatement {
  all(...parameters: readonly unknown[]): unknown[];
  run(...parameters: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  iterate(...parameters: readonly unknown[]): IterableIterator<unknown>;
  columns(): readonly unknown[];
}

function openNodeSqlite(path: string): SqliteDatabase {
  const { DatabaseSync } = withoutExperimentalWarning(() => require("node:sqlite"));
  const database = new DatabaseSync(path);
  return {
    close: () => database.close(),
    prepare(text: string) {
      const statement: NodeStatement = database.prepare(text);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...parameters),
        run: (parameters) => statement.run(...parameters),
        iterate: (parameters) => statement.iterate(...parameters),
      };
    },
  };
}

/** `node:sqlite` prints an ExperimentalWarning on load, which is noise in every command of ours. */
function withoutExperimentalWarning<T>(load: () => T): T {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}

function openBetterSqlite(path: string): SqliteDatabase {
  let BetterSqlite: new (path: string) => SqliteDatabase;
  try {
    BetterSqlite = require("better-sqlite3");
  } catch (cause) {
    throw new SallyportError({
      code: "ERR_STORAGE_NO_SQLITE",
      message: "No SQLite engine: this Node has no node:sqlite, and better-sqlite3 is not installed.",
      hint: "Use Node 22.13 or later, or run: npm install better-sqlite3@12.11.1",
      cause,
    });
  }
  return new BetterSqlite(path);
}
