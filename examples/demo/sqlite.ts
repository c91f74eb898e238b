import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

export type SqlValue = string | number | null;

interface Statement {
  run(...parameters: SqlValue[]): { changes: number | bigint };
  get(...parameters: SqlValue[]): unknown;
  all(...parameters: SqlValue[]): unknown[];
}

export interface Sqlite {
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  close(): unknown;
}

/** A SQLite file, or `:memory:`: `node:sqlite` from Node 22.13 on, else `better-sqlite3`. */
export function openSqlite(path: string): Sqlite {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const builtIn = major > 22 || (major === 22 && minor >= 13);
  return builtIn ? new (loadNodeSqlite().DatabaseSync)(path) : new (require("better-sqlite3"))(path);
}

/** `node:sqlite` warns that it is experimental, which is noise in a demo. */
function loadNodeSqlite(): { DatabaseSync: new (path: string) => Sqlite } {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return require("node:sqlite");
  } finally {
    process.emitWarning = emitWarning;
  }
}
