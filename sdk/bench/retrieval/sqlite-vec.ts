import { createRequire } from "node:module";
import type { Labels } from "./acl.ts";
import { dimension, type Vectors, vectorAt } from "./mixture.ts";

const require = createRequire(import.meta.url);

interface Database {
  exec(text: string): void;
  prepare(text: string): { run(...values: unknown[]): void; all(...values: unknown[]): { rowid: number }[] };
}

/**
 * The vectors in sqlite-vec, filtered by its metadata column; undefined where better-sqlite3 is not installed or
 * not for this Node.
 */
export function openSqliteVec(
  vectors: Vectors,
  labels: Labels,
): ((question: readonly number[], k: number, flags: Uint8Array) => number[]) | undefined {
  let database: Database;
  try {
    database = new (require("better-sqlite3"))(":memory:");
    require("sqlite-vec").load(database);
  } catch {
    return undefined;
  }
  database.exec(`create virtual table item using vec0 (embedding float[${dimension}], label integer)`);
  const insert = database.prepare("insert into item (rowid, embedding, label) values (?, ?, ?)");
  database.exec("begin");
  for (let id = 0; id < vectors.count; id++)
    insert.run(BigInt(id), bytesOf(vectorAt(vectors, id)), BigInt(labels[id]!));
  database.exec("commit");
  return (question, k, flags) => {
    const permitted = [...flags.keys()].filter((label) => flags[label] === 1);
    const select = database.prepare(
      `select rowid from item where embedding match ? and k = ? and label in (${permitted.join(",")})`,
    );
    return select.all(bytesOf(Float32Array.from(question)), k).map(({ rowid }) => rowid);
  };
}

function bytesOf(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}
