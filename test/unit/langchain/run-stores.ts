import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PostgresSaver } from "@langchain/langgraph-checkpoint-postgres";
import { SqliteSaver } from "@langchain/langgraph-checkpoint-sqlite";
import { Client } from "pg";
import { findPostgres, startPostgres } from "./throw-away-postgres.ts";

/** Where checkpoints of runs are kept, for as long as some tests take. */
export interface RunStore {
  /** A new, empty place, as `openCheckpointer` takes it. */
  create(): Promise<string>;
  close(): Promise<void>;
}

export interface RunStoreKind {
  readonly name: string;
  /** What it takes that is not here. */
  readonly missing?: string;
  open(): Promise<RunStore>;
}

const given = process.env.SALLYPORT_TEST_POSTGRES;
const programs = findPostgres();

export const runStoreKinds: readonly RunStoreKind[] = [
  { name: "SQLite", ...(!loadsSqlite() && { missing: "better-sqlite3 for this Node" }), open: openFiles },
  {
    name: "Postgres",
    ...(given === undefined && programs === undefined && { missing: "Postgres, or SALLYPORT_TEST_POSTGRES" }),
    open: openDatabases,
  },
];

/** Its binary fits only the version of Node that it was installed with. */
function loadsSqlite(): boolean {
  try {
    SqliteSaver.fromConnString(":memory:").db.close();
    return true;
  } catch {
    return false;
  }
}

async function openFiles(): Promise<RunStore> {
  const folder = mkdtempSync(join(tmpdir(), "sallyport-runs-"));
  return {
    create: async () => join(folder, `${randomUUID()}.db`),
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A database for each test, on a server that is thrown away or the one that was given. */
async function openDatabases(): Promise<RunStore> {
  const server = given === undefined ? await startPostgres(programs ?? "") : undefined;
  const url = server?.url ?? given ?? "";
  const created: string[] = [];
  const run = async (statement: (name: string) => string, names: readonly string[]) => {
    const client = new Client(url);
    await client.connect();
    for (const name of names) await client.query(statement(`"${name}"`));
    await client.end();
  };
  return {
    create: async () => {
      const name = `sallyport_test_${randomUUID()}`;
      await run((quoted) => `CREATE DATABASE ${quoted}`, [name]);
      created.push(name);
      const address = new URL(url);
      address.pathname = name;
      const saver = PostgresSaver.fromConnString(address.href);
      await saver.setup();
      await saver.end();
      return address.href;
    },
    close: async () => {
      if (server !== undefined) return server.stop();
      await run((quoted) => `DROP DATABASE ${quoted} WITH (FORCE)`, created);
    },
  };
}
