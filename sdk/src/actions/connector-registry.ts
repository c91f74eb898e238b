import * as z from "zod/v4";
import type { Clock } from "../clock.ts";
import { SallyportError } from "../errors.ts";
import { type Integrity, integrities } from "../policy/index.ts";
import type { Storage } from "../storage/index.ts";
import type { ActionErrorCode } from "./errors.ts";

/** A system that tools reach: a CRM, a mail server, an MCP server. Tools of one that nobody registered are denied. */
export interface Connector {
  readonly name: string;
  /** Who answers for it. */
  readonly owner: string;
  /** How far what its tools return is trusted; a tool may say less for itself, never more. */
  readonly trust: Integrity;
}

const connectorSchema = z.strictObject({
  name: z.string().min(1).max(256),
  owner: z.string().min(1).max(256),
  trust: z.enum(integrities),
});

export interface ConnectorRegistry {
  /** Adds a connector, or changes what is known of it. @throws {SallyportError} `ERR_ACTIONS_CONNECTOR_INVALID`. */
  register(connector: Connector): Promise<void>;
  /** As of now: what another process registered counts. */
  find(name: string): Promise<Connector | undefined>;
  list(): Promise<readonly Connector[]>;
}

export function createConnectorRegistry(options: {
  readonly storage: Storage;
  readonly clock: Clock;
}): ConnectorRegistry {
  const { storage, clock } = options;
  const rows = () => storage.selectFrom("connector").select(["name", "owner", "trust"]);
  return {
    async register(connector) {
      const row = { ...parseConnector(connector), registered_at: clock() };
      await storage
        .insertInto("connector")
        .values(row)
        .onConflict((conflict) => conflict.column("name").doUpdateSet(row))
        .execute();
    },
    find: (name) => rows().where("name", "=", name).executeTakeFirst(),
    list: () => rows().orderBy("name").execute(),
  };
}

function parseConnector(connector: Connector): Connector {
  const parsed = connectorSchema.safeParse(connector);
  if (parsed.success) return parsed.data;
  throw new SallyportError<ActionErrorCode>({
    code: "ERR_ACTIONS_CONNECTOR_INVALID",
    message: `The connector is not valid:\n${z.prettifyError(parsed.error)}`,
    hint: `A connector has a name, an owner, and a trust: ${integrities.join(", ")}.`,
  });
}
