import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

type Run = (this: Statement, ...values: unknown[]) => unknown;

interface Statement {
  /** Its text, as better-sqlite3 calls it. */
  readonly source?: string;
  /** As `node:sqlite` does. */
  readonly sourceSQL?: string;
  run: Run;
  all: Run;
}

/** Tells of every statement of this process that writes, before and after the database has run it. */
export function watchWrites(tell: (step: string) => void): void {
  const prototype = statementPrototype();
  for (const method of ["run", "all"] as const) {
    const run = prototype[method];
    prototype[method] = function (...values) {
      const [, verb, table] = /^(insert into|update) "(\w+)"/.exec(this.source ?? this.sourceSQL ?? "") ?? [];
      if (verb === undefined) return run.apply(this, values);
      const name = `${verb === "update" ? verb : "insert"} ${table}`;
      tell(`before ${name}`);
      const result = run.apply(this, values);
      tell(`after ${name}`);
      return result;
    };
  }
}

/** Of the engine that the storage takes on this Node. */
function statementPrototype(): Statement {
  try {
    return require("node:sqlite").StatementSync.prototype;
  } catch {
    const Database = require("better-sqlite3");
    const database = new Database(":memory:");
    const prototype = Object.getPrototypeOf(database.prepare("select 1"));
    database.close();
    return prototype;
  }
}
