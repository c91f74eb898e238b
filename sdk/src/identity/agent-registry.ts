import * as z from "zod/v4";
import { type Clock, systemClock } from "../clock.ts";
import { importPublicKey } from "../crypto/index.ts";
import { bumpEpoch, epochReader, type Storage } from "../storage/index.ts";
import type { Agent } from "./agent.ts";
import { publicKey, text } from "./claim-types.ts";
import { refuse } from "./identity-error.ts";

const agentSchema = z.strictObject({
  type: z.literal("agent"),
  id: text,
  tenant: text,
  owner: text,
  purpose: text,
  model: text.optional(),
  tools: z.array(text).max(1000),
  publicKey,
});

/** The agents that may act at all. An agent that is not in here is denied, whatever it holds. */
export interface AgentRegistry {
  /**
   * Adds an agent, or replaces what is known of it: its next call is judged by the new tools and key.
   *
   * @throws {SallyportError} `ERR_IDENTITY_AGENT_INVALID`; `ERR_IDENTITY_AGENT_CONFLICT` when another tenant
   * has an agent of that id.
   */
  register(agent: Agent): Promise<void>;
  find(id: string): Promise<Agent | undefined>;
  /** By id; of one tenant, or of all. */
  list(tenant?: string): Promise<readonly Agent[]>;
  /** Grows with every registration, in whatever process: tells a cache that it is stale. */
  epoch(): Promise<number>;
}

const epochName = "agents";

export function openAgentRegistry(options: { storage: Storage; clock?: Clock }): AgentRegistry {
  const { storage, clock = systemClock } = options;

  return {
    async register(agent) {
      const { id, tenant, owner } = parseAgent(agent);
      await storage.transaction().execute(async (transaction) => {
        const known = await transaction
          .selectFrom("agent")
          .select("tenant")
          .where("id", "=", id)
          .executeTakeFirst();
        if (known !== undefined && known.tenant !== tenant) {
          refuse("ERR_IDENTITY_AGENT_CONFLICT", `Another tenant has an agent with the id ${id}.`);
        }
        const row = { id, tenant, owner, agent_json: JSON.stringify(agent), registered_at: clock() };
        await transaction
          .insertInto("agent")
          .values(row)
          .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
          .execute();
        await bumpEpoch(transaction, epochName);
      });
    },

    async find(id) {
      const row = await storage
        .selectFrom("agent")
        .select("agent_json")
        .where("id", "=", id)
        .executeTakeFirst();
      return row === undefined ? undefined : parseAgent(JSON.parse(row.agent_json));
    },

    async list(tenant) {
      const all = storage.selectFrom("agent").select("agent_json").orderBy("id");
      const rows = await (tenant === undefined ? all : all.where("tenant", "=", tenant)).execute();
      return rows.map((row) => parseAgent(JSON.parse(row.agent_json)));
    },

    epoch: epochReader(storage, epochName),
  };
}

function parseAgent(value: unknown): Agent {
  const parsed = agentSchema.safeParse(value);
  if (!parsed.success) {
    refuse("ERR_IDENTITY_AGENT_INVALID", `The agent is not valid:\n${z.prettifyError(parsed.error)}`);
  }
  const agent = parsed.data as Agent;
  importPublicKey(agent.publicKey);
  return agent;
}
