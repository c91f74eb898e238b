import { readFile } from "node:fs/promises";
import { dirname, extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod/v4";
import { SallyportError } from "./errors.ts";

export type ConfigErrorCode = "ERR_CONFIG_NOT_FOUND" | "ERR_CONFIG_UNREADABLE" | "ERR_CONFIG_INVALID";

const configSchema = z.strictObject({
  /** Folder of the database and the keys. */
  home: z.string().min(1).default(".sallyport"),
  /** YAML file of the people and their roles. */
  directory: z.string().min(1),
  /** YAML file of the agents to register. */
  agents: z.string().min(1).optional(),
  /** Folder of .cedar policies and their schema; the default set when absent. */
  policies: z.string().min(1).optional(),
  /** The ledger's name in its checkpoints, for example `example.com/agents`. Choose it before the first one. */
  ledgerOrigin: z.string().min(1).optional(),
  /** Documents to ingest, by tenant: a folder with an acl.yaml. */
  tenants: z.record(z.string().min(1), z.string().min(1)).default({}),
});

/** Where things are. Secrets are never in it: they are files with mode 0600 below `home`. */
export type Config = Readonly<z.infer<typeof configSchema>>;

/**
 * Reads and validates `sallyport.config.json`, or a `.ts`/`.js` module's default export. Relative paths in it are
 * relative to the file.
 *
 * @throws {SallyportError} `ERR_CONFIG_NOT_FOUND`, `ERR_CONFIG_UNREADABLE`, `ERR_CONFIG_INVALID` naming each key.
 */
export async function loadConfig(path: string): Promise<Config> {
  const file = resolve(path);
  const config = parseConfig(await readConfig(file), path);
  const absolute = (each: string) => resolve(dirname(file), each);
  return {
    home: absolute(config.home),
    directory: absolute(config.directory),
    ...(config.agents === undefined ? {} : { agents: absolute(config.agents) }),
    ...(config.policies === undefined ? {} : { policies: absolute(config.policies) }),
    ...(config.ledgerOrigin === undefined ? {} : { ledgerOrigin: config.ledgerOrigin }),
    tenants: Object.fromEntries(
      Object.entries(config.tenants).map(([tenant, folder]) => [tenant, absolute(folder)]),
    ),
  };
}

/** @throws {SallyportError} `ERR_CONFIG_INVALID` naming each key, what was found and what is accepted. */
export function parseConfig(value: unknown, name = "the configuration"): Config {
  const parsed = configSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new SallyportError<ConfigErrorCode>({
    code: "ERR_CONFIG_INVALID",
    message: `${name} is not valid:\n${z.prettifyError(parsed.error)}`,
    hint: `Accepted keys: ${Object.keys(configSchema.shape).join(", ")}.`,
  });
}

async function readConfig(file: string): Promise<unknown> {
  try {
    if (extname(file) === ".json") return JSON.parse(await readFile(file, "utf8"));
    const module: { default?: unknown } = await import(pathToFileURL(file).href);
    return module.default;
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ERR_MODULE_NOT_FOUND") {
      throw new SallyportError<ConfigErrorCode>({
        code: "ERR_CONFIG_NOT_FOUND",
        message: `There is no configuration at ${file}.`,
        hint: 'Create it, at least {"directory": "people.yaml"}, or name another with --config.',
      });
    }
    throw new SallyportError<ConfigErrorCode>({
      code: "ERR_CONFIG_UNREADABLE",
      message: `${file} could not be read: it is not valid ${extname(file) === ".json" ? "JSON" : "code"}.`,
      cause,
    });
  }
}
