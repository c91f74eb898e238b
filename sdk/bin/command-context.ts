import {
  type Config,
  type Directory,
  loadAgents,
  loadConfig,
  loadDirectory,
  openSallyport,
  type Principal,
  type Sallyport,
  SallyportError,
} from "@sallyport/sdk";
import type { Terminal } from "./terminal.ts";

export interface GlobalOptions {
  readonly config: string;
  readonly home?: string;
}

/** What a command works with: the opened Sallyport, and where to write. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly config: Config;
  readonly sallyport: Sallyport;
  readonly people: readonly Principal[];
}

/** Opens everything, runs `work`, and closes again whatever happens. */
export async function withContext<T>(
  options: GlobalOptions,
  terminal: Terminal,
  work: (context: CommandContext) => Promise<T>,
): Promise<T> {
  const loaded = await loadConfig(options.config);
  const config: Config = options.home === undefined ? loaded : { ...loaded, home: options.home };
  const directory: Directory & { readonly people: readonly Principal[] } = await loadDirectory(
    config.directory,
  );
  const sallyport = await openSallyport({
    home: config.home,
    directory,
    ...(config.policies === undefined ? {} : { policies: config.policies }),
  });
  try {
    for (const agent of config.agents === undefined ? [] : await loadAgents(config.agents)) {
      await sallyport.registerAgent(agent);
    }
    return await work({ terminal, config, sallyport, people: directory.people });
  } finally {
    await sallyport.close();
  }
}

/**
 * A person by `id`, or by `tenant/id` where two tenants have the same id.
 *
 * @throws {SallyportError} `ERR_CLI_PERSON` listing whom there is.
 */
export function findPerson(people: readonly Principal[], name: string): Principal {
  const matches = people.filter(({ tenant, id }) => id === name || `${tenant}/${id}` === name);
  const [match] = matches;
  if (match !== undefined && matches.length === 1) return match;
  throw new SallyportError({
    code: "ERR_CLI_PERSON",
    message: matches.length === 0 ? `Nobody is called ${name}.` : `More than one person is called ${name}.`,
    hint: `People: ${people.map(({ tenant, id }) => `${tenant}/${id}`).join(", ")}.`,
  });
}
