import type { Clock } from "../clock.ts";
import { canonicalJson, type Digest } from "../crypto/index.ts";
import { SallyportError } from "../errors.ts";
import type { Integrity } from "../policy/index.ts";
import { bind, type Storage } from "../storage/index.ts";
import type { ActionErrorCode } from "./errors.ts";
import type { GuardedTool } from "./guarded-tool.ts";
import { describeTool, digestDescriptor, type ToolDescriptor } from "./tool-descriptor.ts";

/** A tool that this process can run, with the name of what it says about itself. */
export interface RegisteredTool {
  readonly tool: GuardedTool;
  readonly descriptor: ToolDescriptor;
  readonly digest: Digest;
  /** `changed`: refused until a person accepts it. */
  readonly state: "pinned" | "changed";
  /** How far its connector's results are trusted; absent when nobody registered the connector. */
  readonly trust?: Integrity;
}

export interface ToolRegistry {
  /**
   * The first descriptor under a name is pinned; a later one that differs is kept aside until it is accepted.
   *
   * @throws {SallyportError} `ERR_ACTIONS_TOOL_SCHEMA`, `ERR_ACTIONS_TOOL_STEERING`, `ERR_ACTIONS_TOOL_NAME_TAKEN`.
   */
  register(tool: GuardedTool): Promise<RegisteredTool>;
  /** As of now: what another process pinned or accepted counts. */
  find(name: string): Promise<RegisteredTool | undefined>;
}

export function createToolRegistry(options: {
  readonly storage: Storage;
  readonly clock: Clock;
}): ToolRegistry {
  const { storage, clock } = options;
  const tools = new Map<string, Omit<RegisteredTool, "state" | "trust">>();

  // Built once: it is asked twice for every call.
  const pinned = storage
    .selectFrom("tool")
    .leftJoin("connector", (join) => join.on("connector.name", "=", "connector"))
    .select(["tool.descriptor_digest", "connector.trust"])
    .where("tool.name", "=", "tool")
    .compile();

  async function findPinned({ name, connector }: GuardedTool) {
    const { rows } = await storage.executeQuery(bind(pinned, [connector, name]));
    return rows[0];
  }

  async function find(name: string): Promise<RegisteredTool | undefined> {
    const known = tools.get(name);
    if (known === undefined) return undefined;
    const pinned = await findPinned(known.tool);
    return {
      ...known,
      state: pinned?.descriptor_digest === known.digest ? "pinned" : "changed",
      ...(pinned?.trust == null ? {} : { trust: pinned.trust }),
    };
  }

  async function register(tool: GuardedTool): Promise<RegisteredTool> {
    const { name } = tool;
    const descriptor = describeTool(tool);
    const digest = digestDescriptor(descriptor);
    const known = tools.get(name);
    if (known !== undefined && known.tool.connector !== tool.connector) throw nameTaken(name);
    tools.set(name, { tool, descriptor, digest });
    const offered = { offered_digest: digest, offered_json: canonicalJson(descriptor), offered_at: clock() };
    await storage
      .insertInto("tool")
      .values({
        name,
        descriptor_digest: digest,
        descriptor_json: offered.offered_json,
        pinned_at: clock(),
        ...offered,
      })
      .onConflict((conflict) => conflict.column("name").doUpdateSet(offered))
      .execute();
    // Just registered, so it is there.
    return (await find(name))!;
  }

  return { register, find };
}

function nameTaken(name: string): SallyportError<ActionErrorCode> {
  return new SallyportError({
    code: "ERR_ACTIONS_TOOL_NAME_TAKEN",
    message: `Another connector has registered a tool named ${name}.`,
    hint: "Give each connector's tools their own names.",
  });
}
