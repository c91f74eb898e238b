import { PostgresSaver } from "@langchain/langgraph-checkpoint-postgres";
import { SqliteSaver } from "@langchain/langgraph-checkpoint-sqlite";
import { Pool } from "pg";

/** What keeps paused runs at this address, as an app opens it: a file, or a database that is set up. */
export function openCheckpointer(address: string): SqliteSaver | PostgresSaver {
  if (!address.startsWith("postgresql:")) return SqliteSaver.fromConnString(address);
  const pool = new Pool({ connectionString: address });
  // A connection that breaks while it is idle is replaced; unheard, the event would end the process.
  pool.on("error", () => {});
  return new PostgresSaver(pool);
}
