import { randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import { canonicalJson } from "../crypto/index.ts";
import type { Delegation } from "../identity/index.ts";
import type { Storage } from "../storage/index.ts";
import type { ContentSource } from "./content.ts";

/** A session that outlives its process. */
export interface StoredSession {
  readonly id: string;
  readonly tenant: string;
  readonly thread: string;
  readonly agent: string;
  /** Where redaction keeps what it took out of its texts. */
  readonly scope: string;
  readonly delegation: Delegation;
  readonly purpose?: string;
}

/**
 * Keeps what sessions with a thread have read. Without it, a run that is resumed in another process would know
 * neither where a value came from nor whose eyes it was meant for.
 */
export interface SessionMemory {
  /** Remembers the session; a new delegation for the same one takes the old one's place. */
  keep(session: StoredSession): Promise<void>;
  find(id: string): Promise<StoredSession | undefined>;
  load(id: string): Promise<readonly ContentSource[]>;
  /** `from` is how many there were before. Adding the same again changes nothing. */
  add(id: string, from: number, sources: readonly ContentSource[]): Promise<void>;
  /** Call it when the conversation itself is deleted. */
  forget(id: string): Promise<void>;
}

export function openSessionMemory({
  storage,
  clock,
}: {
  readonly storage: Storage;
  readonly clock: Clock;
}): SessionMemory {
  const writer = randomUUID();
  return {
    async keep({ id, tenant, thread, agent, scope, delegation, purpose = null }) {
      const delegation_json = canonicalJson(delegation);
      await storage
        .insertInto("session_run")
        .values({ id, tenant, thread, agent, scope, delegation_json, purpose, started_at: clock() })
        .onConflict((conflict) => conflict.column("id").doUpdateSet({ delegation_json, purpose }))
        .execute();
    },

    async find(id) {
      const row = await storage.selectFrom("session_run").selectAll().where("id", "=", id).executeTakeFirst();
      if (row === undefined) return undefined;
      const { tenant, thread, agent, scope, delegation_json, purpose } = row;
      const delegation = JSON.parse(delegation_json) as Delegation;
      return { id, tenant, thread, agent, scope, delegation, ...(purpose === null ? {} : { purpose }) };
    },

    async load(id) {
      const rows = await storage
        .selectFrom("session_source")
        .select(["source_json", "text", "shown"])
        .where("session", "=", id)
        .orderBy("ordinal")
        .orderBy("writer")
        .execute();
      return rows.map(({ source_json, text, shown }) => ({
        ...(JSON.parse(source_json) as Omit<ContentSource, "text" | "shown">),
        text,
        ...(shown === null ? {} : { shown }),
      }));
    },

    async add(session, from, sources) {
      for (const [index, source] of sources.entries()) {
        const { text, shown = null, ...rest } = source;
        const row = { source_json: JSON.stringify(rest), origin: source.origin, text, shown };
        await storage
          .insertInto("session_source")
          .values({ session, ordinal: from + index, writer, ...row })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
    },

    async forget(id) {
      await storage.deleteFrom("session_source").where("session", "=", id).execute();
      await storage.deleteFrom("session_run").where("id", "=", id).execute();
    },
  };
}

/**
 * Takes a deleted document's text out of all memories. That it was read, and by whom it might be, stays: the model
 * may go on knowing it.
 */
export async function forgetDocument(storage: Storage, documentId: string): Promise<void> {
  await storage
    .updateTable("session_source")
    .set({ text: "", shown: null })
    .where("origin", "=", documentId)
    .execute();
}
