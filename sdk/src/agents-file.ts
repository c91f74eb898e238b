import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { z } from "zod/v4";
import type { ConfigErrorCode } from "./config.ts";
import { SallyportError } from "./errors.ts";

const text = z.string().min(1).max(256);
const agentsFile = z.strictObject({
  agents: z.array(
    z.strictObject({
      id: text,
      tenant: text,
      owner: text,
      purpose: text,
      model: text.optional(),
      tools: z.array(text),
    }),
  ),
});

/** An agent as people write it down; its key is made when it is registered. */
export interface AgentRegistration {
  readonly id: string;
  readonly tenant: string;
  /** The human who answers for it (`sub`). */
  readonly owner: string;
  readonly purpose: string;
  readonly model?: string;
  /** Names of tools that it may ever call; `*` alone for all. */
  readonly tools: readonly string[];
}

/**
 * Agents from a YAML file: `{agents: [{id, tenant, owner, purpose, tools}]}`.
 *
 * @throws {SallyportError} `ERR_CONFIG_INVALID` naming each wrong entry, `ERR_CONFIG_NOT_FOUND`.
 */
export async function loadAgents(path: string): Promise<readonly AgentRegistration[]> {
  const parsed = agentsFile.safeParse(await readYaml(path));
  if (parsed.success) return parsed.data.agents as readonly AgentRegistration[];
  throw new SallyportError<ConfigErrorCode>({
    code: "ERR_CONFIG_INVALID",
    message: `${path} is not a list of agents:\n${z.prettifyError(parsed.error)}`,
    hint: "Each agent needs id, tenant, owner, purpose and tools.",
  });
}

async function readYaml(path: string): Promise<unknown> {
  try {
    return parse(await readFile(path, "utf8"));
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw new SallyportError<ConfigErrorCode>({
      code: missing ? "ERR_CONFIG_NOT_FOUND" : "ERR_CONFIG_UNREADABLE",
      message: missing ? `There is no agents file at ${path}.` : `${path} is not valid YAML.`,
      cause,
    });
  }
}
